package dev.wayline.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.intellij.openapi.options.ConfigurationException;
import java.awt.Component;
import java.awt.Container;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.swing.JCheckBox;
import javax.swing.JPasswordField;
import javax.swing.JTextArea;
import javax.swing.JTextField;
import javax.swing.SwingUtilities;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SettingsTest {
    Ide ide;

    @BeforeEach
    void open() {
        ide = new Ide();
    }

    @AfterEach
    void close() {
        ide.close();
    }

    @Test
    void areToldInTheSectionOfTheServer() {
        var stored = new WaylineSettings.Stored();
        stored.gatewayUrl = " https://wayline.example.com ";
        stored.completions = false;
        stored.others = "{\"diagnosis\": {\"codeLens\": true}, \"completion\": {\"askAhead\": false}}";
        assertEquals(
            JsonParser.parseString(
                "{\"gateway\": {\"url\": \"https://wayline.example.com\", \"token\": \"secret\"}," +
                    "\"completion\": {\"enabled\": false, \"askAhead\": false}, \"diagnosis\": {\"codeLens\": true}}"
            ),
            SettingsSection.of(stored, "secret")
        );
    }

    @Test
    void thatCannotBeReadAreLeftOut() {
        var stored = new WaylineSettings.Stored();
        stored.others = "{\"diagnosis\": ";
        assertEquals("", SettingsSection.of(stored, "").getAsJsonObject("gateway").get("url").getAsString());
        assertThrows(JsonParseException.class, () -> SettingsSection.parse("[]"));
        assertThrows(JsonParseException.class, () -> SettingsSection.parse("{]"));
    }

    @Test
    void nameThisClientAndItsVersionOfTheProtocol() {
        var options = JsonParser.parseString(WaylineSettings.initializationOptions().toString()).getAsJsonObject();
        assertEquals("jetbrains-bridge", options.get("client").getAsString());
        assertEquals(1, options.get("protocol").getAsInt());
        assertTrue(options.getAsJsonObject("wayline").getAsJsonObject("completion").get("enabled").getAsBoolean());
    }

    @Test
    void theTokenIsKeptByTheKeychainAndInNoFile() {
        var told = new ArrayList<String>();
        ide.settings.onChange(() -> told.add(WaylineSettings.token()));
        var next = new WaylineSettings.Stored();
        ide.settings.change(next, "secret");
        assertEquals("secret", ide.keychain.get());
        assertEquals(List.of("secret"), told);
        for (var field : WaylineSettings.Stored.class.getFields()) assertFalse(field.getName().toLowerCase().contains("token"));
        ide.settings.change(next, "");
        assertNull(ide.keychain.get());
    }

    @Test
    void thePageShowsWhatIsKeptAndKeepsWhatIsTyped() throws Exception {
        ide.keychain.set("old");
        var page = new SettingsPage();
        var fields = fieldsOf(page.createComponent());
        page.reset();
        waitFor(() -> fields.token.isEnabled());
        assertEquals("old", new String(fields.token.getPassword()));
        assertFalse(page.isModified());

        fields.gatewayUrl.setText("https://wayline.example.com");
        fields.completions.setSelected(false);
        fields.others.setText("{\"hover\": {\"enabled\": false}}");
        fields.token.setText("new");
        assertTrue(page.isModified());
        var changed = new CountDownLatch(1);
        ide.settings.onChange(changed::countDown);
        page.apply();
        changed.await();
        assertFalse(page.isModified());
        assertEquals("new", ide.keychain.get());
        assertEquals("https://wayline.example.com", ide.settings.getState().gatewayUrl);
        assertFalse(ide.settings.getState().completions);
    }

    @Test
    void thePageTakesNoMalformedJson() {
        var page = new SettingsPage();
        var fields = fieldsOf(page.createComponent());
        fields.others.setText("{\"hover\": ");
        var error = assertThrows(ConfigurationException.class, page::apply);
        assertTrue(error.getMessage().startsWith("The other settings are not JSON that can be read: "), error.getMessage());
    }

    record Fields(JTextField gatewayUrl, JPasswordField token, JCheckBox completions, JTextArea others) {}

    static Fields fieldsOf(Container page) {
        var all = new ArrayList<Component>();
        collect(page, all);
        var texts = all.stream().filter(field -> field.getClass() == JTextField.class).toList();
        return new Fields((JTextField) texts.get(0), only(all, JPasswordField.class), only(all, JCheckBox.class), only(all, JTextArea.class));
    }

    static <T> T only(List<Component> all, Class<T> type) {
        return all.stream().filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
    }

    static void collect(Container container, List<Component> all) {
        for (var component : container.getComponents()) {
            all.add(component);
            if (component instanceof Container inner) collect(inner, all);
        }
    }

    /** What happens on the thread of the user interface is looked at there. */
    static void waitFor(java.util.function.BooleanSupplier holds) throws Exception {
        var isTrue = new boolean[1];
        while (!isTrue[0]) {
            SwingUtilities.invokeAndWait(() -> isTrue[0] = holds.getAsBoolean());
            Thread.onSpinWait();
        }
    }
}
