package dev.wayline.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.jetbrains.plugin.structure.base.plugin.PluginCreationFail;
import com.jetbrains.plugin.structure.base.plugin.PluginCreationResult;
import com.jetbrains.plugin.structure.base.plugin.PluginCreationSuccess;
import com.jetbrains.plugin.structure.intellij.plugin.IdePlugin;
import com.jetbrains.plugin.structure.intellij.plugin.IdePluginManager;
import com.jetbrains.plugin.structure.intellij.plugin.PluginDependency;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The zip as JetBrains' own structure library judges it, which their Marketplace runs over what is uploaded. */
class PluginZipIT {
    @TempDir
    Path folder;

    PluginCreationResult<IdePlugin> judge(Path zip) {
        return IdePluginManager.createManager(folder.resolve("extracted")).createPlugin(zip);
    }

    @Test
    void isAPluginWithoutErrorOrWarning() {
        var result = judge(PluginZip.file);
        if (result instanceof PluginCreationFail<IdePlugin> failure) fail(failure.getErrorsAndWarnings().toString());
        var success = (PluginCreationSuccess<IdePlugin>) result;
        assertEquals(List.of(), success.getWarnings());
        assertEquals(List.of(), success.getUnacceptableWarnings());
    }

    @Test
    @SuppressWarnings("deprecation") // The list that is to take its place keeps apart what descriptors of two kinds say.
    void dependsOnlyOnThePlatformAndLsp4ij() {
        var plugin = ((PluginCreationSuccess<IdePlugin>) judge(PluginZip.file)).getPlugin();
        assertEquals("dev.wayline.bridge", plugin.getPluginId());
        assertEquals(System.getProperty("plugin.version"), plugin.getPluginVersion());
        assertEquals("242.0", plugin.getSinceBuild().asStringWithoutProductCode());
        assertEquals(
            Set.of("com.intellij.modules.platform", "com.redhat.devtools.lsp4ij"),
            plugin.getDependencies().stream().map(PluginDependency::getId).collect(Collectors.toSet())
        );
    }

    @Test
    void aBrokenDescriptorIsRefused() throws Exception {
        var jar = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(jar)) {
            zip.putNextEntry(new ZipEntry("META-INF/plugin.xml"));
            zip.write("<idea-plugin><id>dev.wayline.bridge</id><name>Wayline</name></idea-plugin>".getBytes(StandardCharsets.UTF_8));
        }
        var broken = folder.resolve("broken.zip");
        try (var zip = new ZipOutputStream(Files.newOutputStream(broken))) {
            zip.putNextEntry(new ZipEntry("wayline/lib/wayline.jar"));
            zip.write(jar.toByteArray());
        }
        assertInstanceOf(PluginCreationFail.class, judge(broken));
    }

    @Test
    void bringsTheServerAndItsRuleEngine() throws Exception {
        var names = PluginZip.names();
        for (var name : List.of("bin/wayline.cjs", "dist/lsp.cjs", "dist/diagnosis.cjs", "dist/rule-pack.json", "package.json")) {
            assertTrue(names.contains("wayline-jetbrains/server/" + name), () -> name + " is missing: run `npm run build` first.");
        }
        var rules = "wayline-jetbrains/server/node_modules/@ast-grep/" + System.getProperty("rules.package") + "/";
        assertTrue(
            names.stream().anyMatch(name -> name.startsWith(rules) && name.endsWith(".node")),
            () -> rules + " is missing: `npm install --no-save --force @ast-grep/" + System.getProperty("rules.package") + "` brings it."
        );
        assertTrue(names.stream().anyMatch(name -> name.endsWith("lang-python/prebuilds/" + prebuild(names) + "/parser.so")));
    }

    static String prebuild(Set<String> names) {
        var prebuilds = names.stream().filter(name -> name.contains("/prebuilds/") && name.endsWith("parser.so")).map(name -> name.split("/prebuilds/")[1].split("/")[0]).collect(Collectors.toSet());
        assertEquals(1, prebuilds.size(), prebuilds::toString);
        return prebuilds.iterator().next();
    }

    @Test
    void bringsOneJarWithOurClassesAlone() throws Exception {
        assertEquals(List.of("wayline-jetbrains/lib/" + PluginZip.jar().getFileName()), PluginZip.names().stream().filter(name -> name.endsWith(".jar")).toList());
        try (var jar = new ZipFile(PluginZip.jar().toFile())) {
            var foreign = jar.stream().map(ZipEntry::getName).filter(name -> name.endsWith(".class") && !name.startsWith("dev/wayline/bridge/")).toList();
            assertEquals(List.of(), foreign);
        }
    }

    @Test
    void carriesNoTimeAndIsSmall() throws Exception {
        try (var zip = new ZipFile(PluginZip.file.toFile())) {
            assertEquals(1, zip.stream().map(ZipEntry::getTimeLocal).distinct().count());
        }
        assertTrue(Files.size(PluginZip.file) < 30_000_000);
    }

    @Test
    void theServerIsFoundBesideTheJar() {
        assertEquals(PluginZip.folder.resolve("server"), BundledServer.folderBeside(PluginZip.jar()));
        assertEquals("lsp", BundledServer.command(Path.of("node"), BundledServer.folderBeside(PluginZip.jar())).get(2));
    }
}
