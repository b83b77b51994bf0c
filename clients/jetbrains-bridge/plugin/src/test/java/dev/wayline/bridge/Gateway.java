package dev.wayline.bridge;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The real gateway in front of an engine, as a process on this computer. */
final class Gateway implements AutoCloseable {
    static final String key = "test-key";
    private static final Pattern listening = Pattern.compile("listens on (http://\\S+)");

    private final Process process;
    final String url;

    /** With {@code port} 0 any free one. */
    Gateway(Path home, Map<String, String> environment, ScriptedEngine engine, int port) throws Exception {
        var program = Path.of(System.getProperty("repository.folder"), "inference/dist/gateway.js").normalize();
        var builder = new ProcessBuilder(
            List.of(
                SessionOfIde.node().toString(), program.toString(), "serve", "--port", String.valueOf(port), "--engine", "openai",
                "--engine-url", engine.url(), "--data-dir", home.resolve("company").toString()
            )
        );
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put("WAYLINE_API_KEY", key);
        builder.redirectErrorStream(true);
        process = builder.start();
        var found = new CompletableFuture<String>();
        var reader = new Thread(() -> read(found), "gateway: log");
        reader.setDaemon(true);
        reader.start();
        url = found.get(30, TimeUnit.SECONDS);
    }

    /** To the end: a full pipe would stop it. */
    private void read(CompletableFuture<String> found) {
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            var log = new StringBuilder();
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                log.append(line).append('\n');
                var matcher = listening.matcher(line);
                if (matcher.find()) found.complete(matcher.group(1));
            }
            found.completeExceptionally(new IllegalStateException("The gateway ended: " + log));
        } catch (IOException ended) {
            found.completeExceptionally(ended);
        }
    }

    int port() {
        return java.net.URI.create(url).getPort();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
