package dev.wayline.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Made folders in a made home: what a computer has by chance plays no part, but for what lies in fixed places. */
class NodePlacesTest {
    @TempDir
    Path folder;

    Path home;
    Map<String, String> environment;

    @BeforeEach
    void makeHome() throws IOException {
        home = Files.createDirectories(folder.resolve("home of a user"));
        environment = new HashMap<>(Map.of("PATH", ""));
    }

    Path program(String path) throws IOException {
        var file = home.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
        assertTrue(file.toFile().setExecutable(true));
        return file;
    }

    /** What is found below the made home. */
    List<Path> found(boolean isWindows) {
        return new NodePlaces(environment, home, home.resolve("ide"), isWindows).all().stream().filter(path -> path.startsWith(home)).toList();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
            ".nvm/versions/node/v22.1.0/bin/node",
            ".local/share/fnm/node-versions/v22.1.0/installation/bin/node",
            ".fnm/node-versions/v22.1.0/installation/bin/node",
            "Library/Application Support/fnm/node-versions/v22.1.0/installation/bin/node",
            ".volta/tools/image/node/22.1.0/bin/node",
            ".asdf/installs/nodejs/22.1.0/bin/node",
            ".local/share/mise/installs/node/22.1.0/bin/node",
        }
    )
    void isFoundWhereVersionManagersPutIt(String path) throws IOException {
        var node = program(path);
        assertEquals(List.of(node), found(false));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
            "NVM_DIR: versions/node/v22.1.0/bin/node",
            "FNM_DIR: node-versions/v22.1.0/installation/bin/node",
            "XDG_DATA_HOME: fnm/node-versions/v22.1.0/installation/bin/node",
            "VOLTA_HOME: tools/image/node/22.1.0/bin/node",
            "ASDF_DATA_DIR: installs/nodejs/22.1.0/bin/node",
            "MISE_DATA_DIR: installs/node/22.1.0/bin/node",
            "HOMEBREW_PREFIX: bin/node",
            "HOMEBREW_PREFIX: opt/node@22/bin/node",
        }
    )
    void isFoundWhereTheEnvironmentSaysSo(String place) throws IOException {
        var parts = place.split(": ");
        environment.put(parts[0], home.resolve("elsewhere").toString());
        var node = program("elsewhere/" + parts[1]);
        assertEquals(List.of(node), found(false));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
            "NVM_HOME: v22.1.0/node.exe",
            "APPDATA: fnm/node-versions/v22.1.0/installation/node.exe",
            "LOCALAPPDATA: Volta/tools/image/node/22.1.0/node.exe",
            "ProgramFiles: nodejs/node.exe",
        }
    )
    void isFoundOnWindows(String place) throws IOException {
        var parts = place.split(": ");
        environment.put(parts[0], home.resolve("elsewhere").toString());
        var node = program("elsewhere/" + parts[1]);
        assertEquals(List.of(node), found(true));
    }

    @Test
    void thatOfThePathComesFirst() throws IOException {
        var inNvm = program(".nvm/versions/node/v22.1.0/bin/node");
        var inPath = program("tools/node");
        environment.put("PATH", String.join(File.pathSeparator, "", "relative", "\0", home.resolve("none").toString(), inPath.getParent().toString()));
        assertEquals(List.of(inPath, inNvm), found(false));
    }

    @Test
    void theNewestVersionComesFirstByNumberNotByName() throws IOException {
        var old = program(".nvm/versions/node/v9.11.2/bin/node");
        var newest = program(".nvm/versions/node/v22.1.0/bin/node");
        var middle = program(".nvm/versions/node/v20.19.0/bin/node");
        assertEquals(List.of(newest, middle, old), found(false));
    }

    @Test
    void whatIsNoVersionOrNoProgramIsLeftAlone() throws IOException {
        program(".nvm/versions/node/system/bin/node");
        Files.createDirectories(home.resolve(".nvm/versions/node/v22.1.0/bin/node"));
        var data = program(".asdf/installs/nodejs/22.1.0/bin/node");
        assertTrue(data.toFile().setExecutable(false));
        assertEquals(List.of(), found(false));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
            "<property name=\"nodejs_interpreter_path\" value=\"$USER_HOME$/own/node\" />",
            "<component name=\"PropertyService\"><![CDATA[{ \"keyToString\": { \"nodejs_interpreter_path\": \"$USER_HOME$/own/node\" } }]]></component>",
            "{ &quot;nodejs_interpreter_path&quot;: &quot;$USER_HOME$/own/node&quot; }",
        }
    )
    void thatWhichTheIdeUsesForAllProjectsIsFound(String kept) throws IOException {
        var node = program("own/node");
        Files.createDirectories(home.resolve("ide/options"));
        Files.writeString(home.resolve("ide/options/other.xml"), kept);
        assertEquals(List.of(node), found(false));
    }

    @Test
    void nothingIsTakenFromWhatTheIdeKeepsWithoutAFolder() throws IOException {
        Files.createDirectories(home.resolve("ide/options"));
        Files.writeString(home.resolve("ide/options/other.xml"), "<property name=\"nodejs_interpreter_path\" value=\"node\" />");
        assertFalse(found(false).stream().anyMatch(path -> path.startsWith(home)));
    }
}
