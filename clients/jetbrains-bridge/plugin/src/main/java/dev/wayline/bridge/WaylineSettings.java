package dev.wayline.bridge;

import com.google.gson.JsonObject;
import com.intellij.credentialStore.CredentialAttributes;
import com.intellij.ide.passwordSafe.PasswordSafe;
import com.intellij.openapi.application.ApplicationManager;
import com.intellij.openapi.components.PersistentStateComponent;
import com.intellij.openapi.components.State;
import com.intellij.openapi.components.Storage;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The settings, which the IDE keeps for all projects; the token is kept where the IDE keeps passwords. */
@State(name = "Wayline", storages = @Storage("wayline.xml"))
public final class WaylineSettings implements PersistentStateComponent<WaylineSettings.Stored> {
    /** What is kept in a file. The IDE reads and writes its public fields. */
    public static final class Stored {
        public String gatewayUrl = "";
        public boolean completions = true;
        public String nodePath = "";
        /** All other settings, as JSON: what would stand in {@code wayline} in another editor. */
        public String others = "";
    }

    /** That of the server's own notifications and commands, as {@code server/src/protocol/partner.ts} counts it. */
    private static final int protocolVersion = 1;
    private static final CredentialAttributes tokenPlace = new CredentialAttributes("dev.wayline.bridge: gateway token");

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile Stored stored = new Stored();

    static WaylineSettings get() {
        return ApplicationManager.getApplication().getService(WaylineSettings.class);
    }

    @Override
    public Stored getState() {
        return stored;
    }

    @Override
    public void loadState(Stored state) {
        stored = state;
    }

    /** Takes other settings and has every language server told. Not for the UI's thread: a keychain may take its time, or ask. */
    void change(Stored state, String token) {
        PasswordSafe.getInstance().setPassword(tokenPlace, token.isEmpty() ? null : token);
        stored = state;
        listeners.forEach(Runnable::run);
    }

    /** Not for the UI's thread either. */
    static String token() {
        var token = PasswordSafe.getInstance().getPassword(tokenPlace);
        return token == null ? "" : token;
    }

    void onChange(Runnable listener) {
        listeners.add(listener);
    }

    void forget(Runnable listener) {
        listeners.remove(listener);
    }

    /** Everything that the language server is told of, in the section that it asks for. */
    static JsonObject all() {
        var all = new JsonObject();
        all.add("wayline", SettingsSection.of(get().stored, token()));
        return all;
    }

    /** The same, with what this client says of itself, which makes the server tell its status. */
    static Object initializationOptions() {
        var options = all();
        options.addProperty("client", "jetbrains-bridge");
        options.addProperty("protocol", protocolVersion);
        return options;
    }
}
