package dev.wayline.bridge;

import com.intellij.openapi.project.Project;
import com.redhat.devtools.lsp4ij.client.LanguageClientImpl;
import org.eclipse.lsp4j.jsonrpc.services.JsonNotification;

/** The client's side: everything is LSP4IJ's but where the settings come from and where the status goes. */
public class WaylineClient extends LanguageClientImpl {
    private final Runnable tellSettings = this::triggerChangeConfiguration;

    public WaylineClient(Project project) {
        super(project);
        WaylineSettings.get().onChange(tellSettings);
    }

    /** How the language server tells how things stand. */
    @JsonNotification("wayline/status")
    public void status(WaylineStatus status) {
        LastStatus.of(getProject()).set(status);
    }

    /** What {@code workspace/configuration} is answered with, and {@code didChangeConfiguration} sends. */
    @Override
    protected Object createSettings() {
        return WaylineSettings.all();
    }

    @Override
    public void dispose() {
        WaylineSettings.get().forget(tellSettings);
        super.dispose();
    }
}
