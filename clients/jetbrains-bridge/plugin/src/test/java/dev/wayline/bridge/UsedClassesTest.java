package dev.wayline.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.intellij.openapi.project.Project;
import com.redhat.devtools.lsp4ij.LanguageServerFactory;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/**
 * The classes of the platform and of LSP4IJ that the plug-in uses. Of those that kotlin-compiler carries, the real ones are compiled
 * against; the others are only known by the signatures beside this project, so each of them is named here.
 */
class UsedClassesTest {
    static final String known =
        """
        com.intellij.credentialStore.CredentialAttributes
        com.intellij.ide.passwordSafe.PasswordSafe
        com.intellij.notification.Notification
        com.intellij.notification.NotificationType
        com.intellij.openapi.actionSystem.ActionUpdateThread
        com.intellij.openapi.actionSystem.AnAction
        com.intellij.openapi.actionSystem.AnActionEvent
        com.intellij.openapi.actionSystem.CommonDataKeys
        com.intellij.openapi.actionSystem.DataKey
        com.intellij.openapi.actionSystem.Presentation
        com.intellij.openapi.components.PersistentStateComponent
        com.intellij.openapi.components.State
        com.intellij.openapi.components.Storage
        com.intellij.openapi.editor.Editor
        com.intellij.openapi.editor.SelectionModel
        com.intellij.openapi.options.Configurable
        com.intellij.openapi.options.ConfigurationException
        com.intellij.openapi.wm.StatusBar
        com.intellij.openapi.wm.StatusBarWidget
        com.intellij.openapi.wm.StatusBarWidget$TextPresentation
        com.intellij.openapi.wm.StatusBarWidget$WidgetPresentation
        com.intellij.openapi.wm.StatusBarWidgetFactory
        com.redhat.devtools.lsp4ij.LSPIJUtils
        com.redhat.devtools.lsp4ij.LanguageServerFactory
        com.redhat.devtools.lsp4ij.LanguageServerItem
        com.redhat.devtools.lsp4ij.LanguageServerManager
        com.redhat.devtools.lsp4ij.client.LanguageClientImpl
        com.redhat.devtools.lsp4ij.client.features.FileUriSupport
        com.redhat.devtools.lsp4ij.server.CannotStartProcessException
        com.redhat.devtools.lsp4ij.server.LanguageServerLogErrorHandler
        com.redhat.devtools.lsp4ij.server.ProcessDataProvider
        com.redhat.devtools.lsp4ij.server.StreamConnectionProvider
        """;

    @Test
    void thoseThatAreKnownBySignatureAloneAreNamedHere() throws Exception {
        var bySignature = used().stream().filter(name -> !isReal(name)).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(new TreeSet<>(known.lines().toList()), bySignature);
    }

    @Test
    void noSignatureStandsInTheWayOfARealClass() throws Exception {
        var doubled = signatures().filter(UsedClassesTest::isInCore).toList();
        assertEquals(List.of(), doubled);
    }

    /** The class files of the signatures, which are a jar or, when nothing is packaged, a folder. */
    static Stream<String> signatures() throws Exception {
        var place = locationOf(LanguageServerFactory.class);
        if (Files.isDirectory(place)) {
            try (var files = Files.walk(place)) {
                return files.map(file -> place.relativize(file).toString().replace('\\', '/')).filter(name -> name.endsWith(".class")).toList().stream();
            }
        }
        try (var jar = new ZipFile(place.toFile())) {
            return jar.stream().map(ZipEntry::getName).filter(name -> name.endsWith(".class")).toList().stream();
        }
    }

    @Test
    void realOnesAreFound() throws Exception {
        assertTrue(isReal(Project.class.getName()));
        assertTrue(used().contains(Project.class.getName()));
    }

    /** Every name in the constants of our class files, in descriptors and annotations too; between two constants stands a control character. */
    static TreeSet<String> used() throws Exception {
        var used = new TreeSet<String>();
        var names = Pattern.compile("com/(?:intellij|redhat)/[\\w/$]+");
        try (var files = Files.walk(locationOf(WaylineServerFactory.class))) {
            for (var file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
                var constants = Files.readString(file, StandardCharsets.ISO_8859_1);
                names.matcher(constants).results().forEach(found -> used.add(found.group().replace('/', '.')));
            }
        }
        return used;
    }

    static boolean isReal(String name) {
        return isInCore(name.replace('.', '/') + ".class");
    }

    static boolean isInCore(String file) {
        return UsedClassesTest.class.getClassLoader().resources(file).anyMatch(found -> found.toString().contains("kotlin-compiler"));
    }

    static Path locationOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
