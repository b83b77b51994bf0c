package dev.wayline.bridge;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.intellij.openapi.project.Project;
import com.redhat.devtools.lsp4ij.LanguageServerFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.services.LanguageServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * JetBrains' own verifier of binary compatibility, offline, against a made IDE: the platform's real core as kotlin-compiler carries it, our
 * signatures for the rest, and LSP4J beside them as LSP4IJ brings it. It says nothing of a class that only our signatures know.
 */
class VerifierIT {
    static final long limitMinutes = 3;

    @TempDir
    static Path folder;

    static String output;

    /** One run over both plug-ins, which takes the verifier hardly longer than one. */
    @BeforeAll
    static void verify() throws Exception {
        var plugins = folder.resolve("plugins.txt");
        Files.writeString(plugins, PluginZip.file.toAbsolutePath() + "\n" + withoutMethod() + "\n");
        var java = Path.of(System.getProperty("java.home"));
        var log = folder.resolve("verifier.txt");
        var command = List.of(
            java.resolve("bin/java").toString(), "-jar", System.getProperty("verifier.jar"), "check-plugin", "@" + plugins, makeIde().toString(),
            "-offline", "-runtime-dir", java.toString(), "-verification-reports-dir", folder.resolve("reports").toString()
        );
        // wayline-ignore[java-process-from-value] Java itself, with files of this test.
        var process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        assertTrue(process.waitFor(limitMinutes, TimeUnit.MINUTES));
        output = Files.readString(log);
    }

    /** What it says of a plug-in; it ends with 0 whatever it finds. */
    static String verdict(String plugin) {
        return output.lines().filter(line -> line.startsWith("Plugin " + plugin + ":")).collect(Collectors.joining("\n"));
    }

    @Test
    void thePluginFitsWhatItIsCompiledAgainst() {
        assertTrue(verdict("dev.wayline.bridge").matches("Plugin dev\\.wayline\\.bridge:[^\n]*: Compatible"), output);
        assertFalse(output.contains("eprecated API usage") || output.contains("Internal API usage") || output.contains("Experimental API usage"), output);
    }

    @Test
    void aMethodThatThePlatformDoesNotHaveIsNoticed() {
        assertTrue(verdict("dev.wayline.broken").contains("compatibility problem"), output);
    }

    static Path makeIde() throws Exception {
        var ide = folder.resolve("ide");
        var lib = Files.createDirectories(ide.resolve("lib"));
        var lsp4ij = Files.createDirectories(ide.resolve("plugins/lsp4ij/lib"));
        Files.writeString(ide.resolve("build.txt"), "IC-252.1");
        copy(UsedClassesTest.locationOf(Project.class), lib);
        descriptor(lib.resolve("resources.jar"), "<id>com.intellij</id><name>IDEA CORE</name><version>252.1</version><vendor>JetBrains</vendor><module value=\"com.intellij.modules.platform\"/>");
        descriptor(
            lsp4ij.resolve("lsp4ij.jar"),
            "<id>com.redhat.devtools.lsp4ij</id><name>LSP4IJ</name><version>0.20.1</version><vendor>Red Hat</vendor>" +
                "<description>Stands for LSP4IJ where a plug-in is verified.</description><idea-version since-build=\"242\"/><depends>com.intellij.modules.platform</depends>"
        );
        for (var type : List.of(LanguageServerFactory.class, LanguageServer.class, Launcher.class)) copy(UsedClassesTest.locationOf(type), lsp4ij);
        copy(UsedClassesTest.locationOf(com.google.gson.JsonObject.class), lib);
        return ide;
    }

    static void copy(Path jar, Path to) throws Exception {
        Files.copy(jar, to.resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }

    static void descriptor(Path jar, String content) throws Exception {
        try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("META-INF/plugin.xml"));
            zip.write(("<idea-plugin>" + content + "</idea-plugin>").getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Our plug-in under another name, calling a method by another name; both of the same length. */
    static Path withoutMethod() throws Exception {
        var broken = folder.resolve("broken.jar");
        try (var jar = new ZipFile(PluginZip.jar().toFile()); var zip = new ZipOutputStream(Files.newOutputStream(broken))) {
            for (var entry : jar.stream().filter(entry -> !entry.isDirectory()).toList()) {
                var bytes = jar.getInputStream(entry).readAllBytes();
                var renamed = new String(bytes, StandardCharsets.ISO_8859_1).replace("executeOnPooledThread", "executeOnNobodysThrea").replace("<id>dev.wayline.bridge<", "<id>dev.wayline.broken<");
                zip.putNextEntry(new ZipEntry(entry.getName()));
                zip.write(renamed.getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return broken;
    }
}
