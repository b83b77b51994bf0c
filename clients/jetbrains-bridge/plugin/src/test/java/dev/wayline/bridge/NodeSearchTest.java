package dev.wayline.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.redhat.devtools.lsp4ij.server.CannotStartProcessException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class NodeSearchTest {
    @TempDir
    Path home;

    Path program(String path, String script) throws IOException {
        var file = home.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        assertTrue(file.toFile().setExecutable(true));
        return file;
    }

    NodePlaces places(Path... path) {
        var folders = new ArrayList<String>();
        for (var program : path) folders.add(program.getParent().toString());
        return new NodePlaces(Map.of("PATH", String.join(java.io.File.pathSeparator, folders)), home, home, false);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void takesTheFirstThatIsNewEnough() throws IOException {
        var old = program("a/node", "echo v18.20.4");
        var broken = program("b/node", "exit 1");
        var right = program("c/node", "echo v20.19.0");
        assertEquals(right, NodeSearch.find("", places(old, broken, right), NodeVersion::of));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void asksAProgramThatSaysTooMuchOnlyForItsVersion() throws IOException {
        assertNull(NodeVersion.of(program("a/node", "echo hello")));
        assertNull(NodeVersion.of(home.resolve("missing")));
        assertEquals(new NodeVersion(24, 3), NodeVersion.of(program("b/node", "echo v24.3.1; echo nonsense >&2")));
    }

    @Test
    void explainsWhatItHasFoundWhereNoneIsNewEnough() throws IOException {
        var old = program("a/node", "");
        // Those of fixed places, which a computer may have, are as old here.
        var error = assertThrows(CannotStartProcessException.class, () -> NodeSearch.find("", places(old), node -> new NodeVersion(18, 20)));
        assertTrue(error.getMessage().startsWith("Wayline needs Node.js 20.19 or newer. Found were only " + old + " (18.20)"), error.getMessage());
        assertTrue(error.getMessage().endsWith("Install a newer one from https://nodejs.org and restart the IDE, or name one under Settings | Tools | Wayline."));
    }

    @Test
    void explainsWhereItHasLookedWhereThereIsNone() {
        var nowhere = new NodePlaces(Map.of(), home, home, true);
        if (!nowhere.all().isEmpty()) return;
        var error = assertThrows(CannotStartProcessException.class, () -> NodeSearch.find(null, nowhere, node -> null));
        assertTrue(error.getMessage().contains("None was found in PATH, in the IDE's settings, or where nvm, fnm, Volta, asdf, mise and Homebrew"));
    }

    @Test
    void takesTheChosenOneAndNoOther() {
        var chosen = home.resolve("chosen");
        assertEquals(chosen, NodeSearch.find(" " + chosen + " ", places(), node -> new NodeVersion(22, 0)));
        var old = assertThrows(CannotStartProcessException.class, () -> NodeSearch.find(chosen.toString(), places(), node -> new NodeVersion(20, 18)));
        assertTrue(old.getMessage().endsWith(chosen + ", chosen under Settings | Tools | Wayline, is version 20.18."), old.getMessage());
        var none = assertThrows(CannotStartProcessException.class, () -> NodeSearch.find(chosen.toString(), places(), node -> null));
        assertTrue(none.getMessage().endsWith("is no Node.js that runs."), none.getMessage());
    }

    @Test
    void knowsVersions() {
        assertTrue(NodeVersion.parse("v20.19.0").isNewEnough());
        assertTrue(NodeVersion.parse("21\n").isNewEnough());
        assertTrue(NodeVersion.parse("v25.0.0-nightly2026").isNewEnough());
        assertFalse(NodeVersion.parse("v20.18.3").isNewEnough());
        assertFalse(NodeVersion.parse("v8.99.0").isNewEnough());
        assertNull(NodeVersion.parse("99999999999.1"));
        assertNull(NodeVersion.parse("usage: node"));
    }
}
