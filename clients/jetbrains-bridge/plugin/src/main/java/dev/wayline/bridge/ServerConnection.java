package dev.wayline.bridge;

import com.intellij.openapi.vfs.VirtualFile;
import com.redhat.devtools.lsp4ij.server.CannotStartProcessException;
import com.redhat.devtools.lsp4ij.server.LanguageServerLogErrorHandler;
import com.redhat.devtools.lsp4ij.server.ProcessDataProvider;
import com.redhat.devtools.lsp4ij.server.StreamConnectionProvider;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Starts the language server and hands its pipes to LSP4IJ, which calls this on its own threads, never on that of the UI. */
public final class ServerConnection implements StreamConnectionProvider, ProcessDataProvider {
    private static final long goodbyeSeconds = 2;

    private final Supplier<List<String>> findCommand;
    private final Map<String, String> environment;
    private final String workingFolder;
    private final Supplier<Object> initializationOptions;
    private final List<LanguageServerLogErrorHandler> logs = new CopyOnWriteArrayList<>();
    private final List<Runnable> unexpectedEnds = new CopyOnWriteArrayList<>();
    private volatile List<String> command = List.of();
    private volatile Process process;
    private volatile boolean isStopping;

    /** {@code findCommand} may take a while, and may throw {@link CannotStartProcessException} with a sentence for the user. */
    public ServerConnection(Supplier<List<String>> findCommand, Map<String, String> environment, String workingFolder, Supplier<Object> initializationOptions) {
        this.findCommand = findCommand;
        this.environment = environment;
        this.workingFolder = workingFolder;
        this.initializationOptions = initializationOptions;
    }

    @Override
    public void start() {
        command = findCommand.get();
        // wayline-ignore[java-process-from-value] The plug-in's own server, by a Node.js that its user has.
        var builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(environment);
        if (workingFolder != null && new File(workingFolder).isDirectory()) builder.directory(new File(workingFolder));
        try {
            process = builder.start();
        } catch (IOException error) {
            throw new CannotStartProcessException(error);
        }
        var reader = new Thread(this::readErrors, "Wayline language server: standard error");
        reader.setDaemon(true);
        reader.start();
        process.onExit().thenAccept(ended -> {
            // 0 is how it ends when it was told to, which may be a moment before anybody calls stop().
            if (!isStopping && ended.exitValue() != 0) unexpectedEnds.forEach(Runnable::run);
        });
    }

    private void readErrors() {
        try (var lines = new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                for (var log : logs) log.logError(line);
            }
        } catch (IOException ended) {
            // The process has gone, which is told of elsewhere.
        }
    }

    @Override
    public void stop() {
        isStopping = true;
        var ending = process;
        if (ending == null) return;
        try {
            // It ends by itself when nobody talks to it any more.
            ending.getOutputStream().close();
            if (ending.waitFor(goodbyeSeconds, TimeUnit.SECONDS)) return;
        } catch (IOException gone) {
            // Its end of the pipe is closed already.
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        ending.destroyForcibly().onExit().join();
    }

    @Override
    public Object getInitializationOptions(VirtualFile root) {
        return initializationOptions.get();
    }

    @Override
    public InputStream getInputStream() {
        return process == null ? null : process.getInputStream();
    }

    @Override
    public OutputStream getOutputStream() {
        return process == null ? null : process.getOutputStream();
    }

    @Override
    public void addLogErrorHandler(LanguageServerLogErrorHandler log) {
        logs.add(log);
    }

    @Override
    public void addUnexpectedServerStopHandler(Runnable told) {
        unexpectedEnds.add(told);
    }

    @Override
    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    @Override
    public Long getPid() {
        return process == null ? null : process.pid();
    }

    @Override
    public List<String> getCommands() {
        return command;
    }

    @Override
    public String toString() {
        return "Wayline language server: " + String.join(" ", command);
    }
}
