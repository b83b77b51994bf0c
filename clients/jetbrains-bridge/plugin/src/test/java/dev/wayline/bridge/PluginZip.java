package dev.wayline.bridge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The zip that is shipped, and the folder that an IDE would unpack it into. */
final class PluginZip {
    static final Path file = Path.of(System.getProperty("plugin.zip"));
    static final Path target = file.toAbsolutePath().getParent();
    static final Path folder = unpack();

    private PluginZip() {}

    static TreeSet<String> names() throws IOException {
        var names = new TreeSet<String>();
        try (var zip = new ZipFile(file.toFile())) {
            zip.stream().map(ZipEntry::getName).forEach(names::add);
        }
        return names;
    }

    static Path jar() {
        return folder.resolve("lib").resolve("jetbrains-bridge-" + System.getProperty("plugin.version") + ".jar");
    }

    static void removeAll(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        }
    }

    private static Path unpack() {
        try (var zip = new ZipFile(file.toFile())) {
            // Far from the repository, whose packages Node.js would find otherwise.
            var unpacked = Files.createTempDirectory("wayline-plugin-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    removeAll(unpacked);
                } catch (IOException stillUsed) {
                    // Then the system's own cleaning removes it.
                }
            }));
            for (var entry : zip.stream().filter(entry -> !entry.isDirectory()).toList()) {
                var to = unpacked.resolve(entry.getName());
                if (!to.normalize().startsWith(unpacked)) throw new IOException(entry.getName() + " leads out of the folder");
                Files.createDirectories(to.getParent());
                try (var content = zip.getInputStream(entry)) {
                    Files.copy(content, to);
                }
            }
            return unpacked.resolve("wayline-jetbrains");
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }
}
