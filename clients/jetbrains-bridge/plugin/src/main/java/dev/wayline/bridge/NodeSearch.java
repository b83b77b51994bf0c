package dev.wayline.bridge;

import com.redhat.devtools.lsp4ij.server.CannotStartProcessException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.function.Function;

/** Finds a Node.js that the language server runs on. */
final class NodeSearch {
    private static final String remedy =
        "Install a newer one from https://nodejs.org and restart the IDE, or name one under Settings | Tools | Wayline.";

    private NodeSearch() {}

    /** The chosen one, or else the first that is new enough. Throws with a sentence for the user where there is none. */
    static Path find(String chosen, NodePlaces places, Function<Path, NodeVersion> versionOf) {
        if (chosen != null && !chosen.isBlank()) return check(Path.of(chosen.strip()), versionOf);
        var tooOld = new ArrayList<String>();
        for (var node : places.all()) {
            var version = versionOf.apply(node);
            if (version != null && version.isNewEnough()) return node;
            tooOld.add(version == null ? node + " (does not run)" : node + " (" + version + ")");
        }
        var found = tooOld.isEmpty()
            ? "None was found in PATH, in the IDE's settings, or where nvm, fnm, Volta, asdf, mise and Homebrew put it."
            : "Found were only " + String.join(", ", tooOld) + ".";
        throw new CannotStartProcessException("Wayline needs Node.js " + NodeVersion.oldest + " or newer. " + found + " " + remedy);
    }

    private static Path check(Path chosen, Function<Path, NodeVersion> versionOf) {
        var version = versionOf.apply(chosen);
        if (version != null && version.isNewEnough()) return chosen;
        var reason = version == null ? "is no Node.js that runs" : "is version " + version;
        throw new CannotStartProcessException(
            "Wayline needs Node.js " + NodeVersion.oldest + " or newer; " + chosen + ", chosen under Settings | Tools | Wayline, " + reason + "."
        );
    }
}
