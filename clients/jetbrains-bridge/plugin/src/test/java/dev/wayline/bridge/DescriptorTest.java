package dev.wayline.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.intellij.core.CoreApplicationEnvironment;
import com.intellij.notification.NotificationGroupEP;
import com.intellij.openapi.actionSystem.AnAction;
import com.intellij.openapi.options.ConfigurableEP;
import com.intellij.openapi.wm.StatusBarWidgetFactory;
import com.redhat.devtools.lsp4ij.server.definition.extension.FileNamePatternMappingExtensionPointBean;
import com.redhat.devtools.lsp4ij.server.definition.extension.ServerExtensionPointBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code plugin.xml} as IntelliJ's own loader of extensions reads it. What it extends is declared here as LSP4IJ and the platform do. */
class DescriptorTest {
    @TempDir
    Path folder;

    Ide ide;
    String descriptor;

    @BeforeEach
    void load() throws Exception {
        ide = new Ide();
        var classes = Path.of(WaylineServerFactory.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        descriptor = Files.readString(classes.resolve("META-INF/plugin.xml"));
        var points =
            point("com.redhat.devtools.lsp4ij.server", "beanClass", ServerExtensionPointBean.class) +
            point("com.redhat.devtools.lsp4ij.fileNamePatternMapping", "beanClass", FileNamePatternMappingExtensionPointBean.class) +
            point("com.intellij.applicationConfigurable", "beanClass", ConfigurableEP.class) +
            point("com.intellij.statusBarWidgetFactory", "interface", StatusBarWidgetFactory.class) +
            point("com.intellij.notificationGroup", "beanClass", NotificationGroupEP.class);
        var extended = descriptor.replace("</idea-plugin>", "<extensionPoints>" + points + "</extensionPoints></idea-plugin>");
        Files.writeString(Files.createDirectories(folder.resolve("META-INF")).resolve("plugin.xml"), extended);
        CoreApplicationEnvironment.registerExtensionPointAndExtensions(folder, "plugin.xml", ide.extensions());
    }

    @AfterEach
    void close() {
        ide.close();
    }

    static String point(String name, String kind, Class<?> type) {
        return "<extensionPoint qualifiedName='" + name + "' " + kind + "='" + type.getName() + "' dynamic='true'/>";
    }

    <T> T[] extensions(String point) {
        return ide.extensions().<T>getExtensionPoint(point).getExtensions();
    }

    @Test
    void theServerIsMadeByOurFactory() {
        ServerExtensionPointBean[] servers = extensions("com.redhat.devtools.lsp4ij.server");
        assertEquals(1, servers.length);
        assertEquals(ServerCommands.serverId, servers[0].id);
        assertEquals("dev.wayline.bridge", servers[0].getPluginDescriptor().getPluginId().getIdString());
        var factory = assertInstanceOf(WaylineServerFactory.class, servers[0].getInstance());
        assertInstanceOf(ServerConnection.class, factory.createConnectionProvider(ide.project()));
        assertInstanceOf(WaylineClient.class, factory.createLanguageClient(ide.project()));
    }

    @Test
    void everyLanguageIsMappedOnce() {
        FileNamePatternMappingExtensionPointBean[] mappings = extensions("com.redhat.devtools.lsp4ij.fileNamePatternMapping");
        assertTrue(mappings.length > 10);
        var seen = new HashSet<String>();
        for (var mapping : mappings) {
            assertEquals(ServerCommands.serverId, mapping.serverId);
            for (var pattern : mapping.patterns.split(";")) assertTrue(seen.add(pattern) && pattern.startsWith("*."), pattern);
            assertTrue(seen.add(mapping.languageId));
        }
    }

    @Test
    void thePageOfSettingsStandsUnderTools() {
        ConfigurableEP[] pages = extensions("com.intellij.applicationConfigurable");
        assertEquals(1, pages.length);
        assertEquals("tools", pages[0].parentId);
        assertEquals(pages[0].displayName, assertInstanceOf(SettingsPage.class, pages[0].getInstance()).getDisplayName());
    }

    @Test
    void theStatusBarShowsWhatTheServerHasSaid() {
        StatusBarWidgetFactory[] factories = extensions("com.intellij.statusBarWidgetFactory");
        var factory = assertInstanceOf(StatusWidgetFactory.class, factories[0]);
        assertTrue(descriptor.contains("<statusBarWidgetFactory id=\"" + factory.getId() + "\""));
        var presentation = (StatusWidget) factory.createWidget(ide.project());
        assertEquals("Wayline: starting", presentation.getText());
        var status = new WaylineStatus();
        status.state = "gateway-unreachable";
        status.message = "The gateway does not answer.";
        status.remedy = "Start it.";
        ide.lastStatus.set(status);
        assertEquals("Wayline: gateway unreachable", presentation.getText());
        assertEquals("The gateway does not answer. Start it.", presentation.getTooltipText());
        presentation.dispose();
    }

    @Test
    void everyActionHasAClassWithoutAKey() throws Exception {
        var actions = Pattern.compile("<action [^>]*class=\"([^\"]+)\"").matcher(descriptor);
        var count = 0;
        for (; actions.find(); count++) {
            assertInstanceOf(AnAction.class, Class.forName(actions.group(1)).getDeclaredConstructor().newInstance());
        }
        assertEquals(8, count);
        assertTrue(!descriptor.contains("keyboard-shortcut"));
        for (var service : Pattern.compile("serviceImplementation=\"([^\"]+)\"").matcher(descriptor).results().toList()) {
            Class.forName(service.group(1)).getDeclaredConstructor().newInstance();
        }
        NotificationGroupEP[] groups = extensions("com.intellij.notificationGroup");
        assertEquals("Wayline", groups[0].id);
    }
}
