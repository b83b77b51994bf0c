package dev.wayline.bridge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.ClientInfo;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.DocumentDiagnosticParams;
import org.eclipse.lsp4j.ExecuteCommandParams;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializeResult;
import org.eclipse.lsp4j.InitializedParams;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier;
import org.eclipse.lsp4j.WorkspaceFolder;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.services.LanguageServer;

/**
 * One user with a home of their own, an IDE, and the language server out of the zip: started by the connection that is shipped, talked to by
 * LSP4J as LSP4IJ does it, in front of a real gateway with a scripted engine behind it.
 */
final class SessionOfIde implements AutoCloseable {
    private static final Path node = NodeSearch.find(null, new NodePlaces(System.getenv(), Path.of(System.getProperty("user.home")), PluginZip.target, isWindows()), NodeVersion::of);

    final Ide ide = new Ide();
    final Path home;
    final Path project;
    final Map<String, String> environment = new HashMap<>(System.getenv());
    final ScriptedEngine engine = new ScriptedEngine();
    Gateway gateway;
    ServerConnection connection;
    Editor editor;
    LanguageServer server;
    InitializeResult initialized;
    private Future<?> listening;

    static Path node() {
        return node;
    }

    /** Everything but the language server, which {@code start} begins: before, its settings and files can be made. */
    SessionOfIde() throws Exception {
        // Short, because the whole path of a socket must fit into about 100 bytes.
        home = Files.createTempDirectory("wl-");
        project = Files.createDirectories(home.resolve("project"));
        environment.keySet().removeIf(name -> name.startsWith("WAYLINE_") || name.equals("XDG_RUNTIME_DIR"));
        environment.put("HOME", home.toString());
        environment.put("USERPROFILE", home.toString());
        for (var kind : List.of("CACHE", "CONFIG", "DATA", "STATE")) environment.put("XDG_" + kind + "_HOME", home.resolve(kind.toLowerCase()).toString());
        gateway = new Gateway(home, environment, engine, 0);
        configure(settings -> {});
        ide.keychain.set(Gateway.key);
    }

    static SessionOfIde begin() throws Exception {
        return new SessionOfIde().start(Capabilities.ofLsp4ij());
    }

    /** What stands on the page of settings from now on. */
    void configure(java.util.function.Consumer<WaylineSettings.Stored> how) {
        var stored = new WaylineSettings.Stored();
        stored.gatewayUrl = gateway.url;
        how.accept(stored);
        if (editor == null) ide.settings.loadState(stored);
        else ide.settings.change(stored, Gateway.key);
    }

    SessionOfIde start(ClientCapabilities capabilities) throws Exception {
        connection = new ServerConnection(() -> BundledServer.command(node, PluginZip.folder.resolve("server")), environment, project.toString(), WaylineSettings::initializationOptions);
        connection.start();
        var folder = new WorkspaceFolder(project.toUri().toString(), "project");
        editor = new Editor(ide, folder);
        var launcher = new Launcher.Builder<LanguageServer>()
            .setLocalService(editor)
            .setRemoteInterface(LanguageServer.class)
            .setInput(connection.getInputStream())
            .setOutput(connection.getOutputStream())
            .create();
        listening = launcher.startListening();
        server = launcher.getRemoteProxy();
        editor.server = server;
        var params = new InitializeParams();
        params.setProcessId((int) ProcessHandle.current().pid());
        params.setClientInfo(new ClientInfo("IntelliJ IDEA", "2025.2"));
        params.setCapabilities(capabilities);
        params.setWorkspaceFolders(List.of(folder));
        params.setInitializationOptions(connection.getInitializationOptions(null));
        initialized = server.initialize(params).get();
        server.initialized(new InitializedParams());
        return this;
    }

    String uri(String name) {
        return project.resolve(name).toUri().toString();
    }

    TextDocumentIdentifier document(String name) {
        return new TextDocumentIdentifier(uri(name));
    }

    void write(String name, String text) throws IOException {
        var file = project.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    void open(String name, String languageId, String text) {
        server.getTextDocumentService().didOpen(new DidOpenTextDocumentParams(new TextDocumentItem(uri(name), languageId, 1, text)));
    }

    void change(String name, int version, String text) {
        var changed = new VersionedTextDocumentIdentifier(uri(name), version);
        server.getTextDocumentService().didChange(new DidChangeTextDocumentParams(changed, List.of(new TextDocumentContentChangeEvent(text))));
    }

    List<org.eclipse.lsp4j.Diagnostic> diagnostics(String name) throws Exception {
        return server.getTextDocumentService().diagnostic(new DocumentDiagnosticParams(document(name))).get().getLeft().getItems();
    }

    Object execute(String command, Object... arguments) throws Exception {
        return server.getWorkspaceService().executeCommand(new ExecuteCommandParams(command, List.of(arguments))).get();
    }

    /** Until the status bar shows a state. */
    WaylineStatus status(String state) throws InterruptedException {
        var changes = new LinkedBlockingQueue<Boolean>();
        Runnable changed = () -> changes.add(true);
        ide.lastStatus.onChange(changed);
        try {
            for (var status = ide.lastStatus.get(); ; status = ide.lastStatus.get()) {
                if (status.state.equals(state)) return status;
                changes.take();
            }
        } finally {
            ide.lastStatus.forget(changed);
        }
    }

    /** Until something holds that nobody tells of. */
    static void until(BooleanSupplier holds) throws InterruptedException {
        while (!holds.getAsBoolean()) TimeUnit.MILLISECONDS.sleep(20);
    }

    private static boolean isWindows() {
        return System.getProperty("os.name").startsWith("Windows");
    }

    @Override
    public void close() throws Exception {
        if (connection != null && connection.isAlive()) {
            server.shutdown().get();
            server.exit();
        }
        if (connection != null) connection.stop();
        if (listening != null) listening.get();
        gateway.close();
        engine.close();
        ide.close();
        PluginZip.removeAll(home);
    }
}
