package dev.wayline.bridge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A version of Node.js; {@code null} stands for a program that tells none. */
record NodeVersion(int major, int minor) {
    /** The oldest that the language server runs on; its package.json says the same. */
    static final NodeVersion oldest = new NodeVersion(20, 19);

    static final Comparator<NodeVersion> newestFirst =
        Comparator.nullsLast(Comparator.comparingInt(NodeVersion::major).thenComparingInt(NodeVersion::minor).reversed());

    private static final Pattern form = Pattern.compile("v?(\\d{1,6})(?:\\.(\\d{1,6}))?(?:[.-].*)?");
    private static final long limitSeconds = 10;

    boolean isNewEnough() {
        return newestFirst.compare(this, oldest) <= 0;
    }

    static NodeVersion parse(String text) {
        var matcher = form.matcher(text.strip());
        if (!matcher.matches()) return null;
        return new NodeVersion(Integer.parseInt(matcher.group(1)), matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2)));
    }

    /** Asks the program itself. */
    static NodeVersion of(Path node) {
        Process process = null;
        try {
            process = new ProcessBuilder(node.toString(), "--version").redirectError(ProcessBuilder.Redirect.DISCARD).start();
            process.getOutputStream().close();
            if (!process.waitFor(limitSeconds, TimeUnit.SECONDS)) return null;
            return parse(new String(process.getInputStream().readNBytes(100), StandardCharsets.UTF_8));
        } catch (IOException notStarted) {
            return null;
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return null;
        } finally {
            if (process != null) process.destroyForcibly();
        }
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
