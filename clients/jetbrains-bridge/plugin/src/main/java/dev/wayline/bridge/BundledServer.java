package dev.wayline.bridge;

import com.redhat.devtools.lsp4ij.server.CannotStartProcessException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The language server that the plug-in brings: {@code server/} beside the {@code lib/} that its jar is in. */
final class BundledServer {
    private BundledServer() {}

    static Path folderBeside(Path jar) {
        return jar.getParent().resolveSibling("server");
    }

    /** The command that starts it. */
    static List<String> command(Path node, Path folder) {
        var program = folder.resolve("bin/wayline.cjs");
        if (!Files.isRegularFile(program)) {
            throw new CannotStartProcessException("The language server is not where the plug-in was unpacked: " + program + " is missing. Install the plug-in again.");
        }
        return List.of(node.toString(), program.toString(), "lsp", "--stdio");
    }
}
