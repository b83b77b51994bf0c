package dev.wayline.bridge;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import org.eclipse.lsp4j.ApplyWorkspaceEditParams;
import org.eclipse.lsp4j.ApplyWorkspaceEditResponse;
import org.eclipse.lsp4j.ConfigurationParams;
import org.eclipse.lsp4j.DidChangeConfigurationParams;
import org.eclipse.lsp4j.MessageActionItem;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.ProgressParams;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.Registration;
import org.eclipse.lsp4j.RegistrationParams;
import org.eclipse.lsp4j.ShowDocumentParams;
import org.eclipse.lsp4j.ShowDocumentResult;
import org.eclipse.lsp4j.ShowMessageRequestParams;
import org.eclipse.lsp4j.UnregistrationParams;
import org.eclipse.lsp4j.WorkDoneProgressCreateParams;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.eclipse.lsp4j.WorkspaceFolder;
import org.eclipse.lsp4j.services.LanguageServer;

/** The client that is shipped, with the editor's half, which is LSP4IJ's, done as LSP4IJ 0.20 does it and written down. */
final class Editor extends WaylineClient {
    private final WorkspaceFolder folder;
    volatile LanguageServer server;
    final LinkedBlockingQueue<MessageParams> messages = new LinkedBlockingQueue<>();
    final LinkedBlockingQueue<ShowDocumentParams> shown = new LinkedBlockingQueue<>();
    final LinkedBlockingQueue<WorkspaceEdit> edits = new LinkedBlockingQueue<>();
    final LinkedBlockingQueue<ProgressParams> progress = new LinkedBlockingQueue<>();
    final Map<String, PublishDiagnosticsParams> published = new ConcurrentHashMap<>();
    final Map<String, Registration> registered = new ConcurrentHashMap<>();
    final LinkedBlockingQueue<String> refreshes = new LinkedBlockingQueue<>();

    Editor(Ide ide, WorkspaceFolder folder) {
        super(ide.project());
        this.folder = folder;
    }

    @Override
    public void showMessage(MessageParams message) {
        messages.add(message);
    }

    @Override
    public CompletableFuture<MessageActionItem> showMessageRequest(ShowMessageRequestParams question) {
        messages.add(question);
        return CompletableFuture.completedFuture(null);
    }

    /** Without a selection LSP4IJ fails on a thread of its own, and nobody is answered. */
    @Override
    public CompletableFuture<ShowDocumentResult> showDocument(ShowDocumentParams document) {
        var isExternal = document.getExternal() != null && document.getExternal();
        if (!isExternal && document.getSelection() == null) return new CompletableFuture<>();
        shown.add(document);
        return CompletableFuture.completedFuture(new ShowDocumentResult(true));
    }

    @Override
    public CompletableFuture<ApplyWorkspaceEditResponse> applyEdit(ApplyWorkspaceEditParams params) {
        edits.add(params.getEdit());
        return CompletableFuture.completedFuture(new ApplyWorkspaceEditResponse(true));
    }

    @Override
    public CompletableFuture<Void> createProgress(WorkDoneProgressCreateParams params) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void notifyProgress(ProgressParams params) {
        progress.add(params);
    }

    @Override
    public void publishDiagnostics(PublishDiagnosticsParams diagnostics) {
        published.put(diagnostics.getUri(), diagnostics);
    }

    @Override
    public CompletableFuture<Void> registerCapability(RegistrationParams params) {
        for (var registration : params.getRegistrations()) registered.put(registration.getMethod(), registration);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> unregisterCapability(UnregistrationParams params) {
        for (var registration : params.getUnregisterations()) registered.remove(registration.getMethod());
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<List<WorkspaceFolder>> workspaceFolders() {
        return CompletableFuture.completedFuture(List.of(folder));
    }

    @Override
    public CompletableFuture<List<Object>> configuration(ConfigurationParams params) {
        return CompletableFuture.supplyAsync(() -> params.getItems().stream().map(item -> (Object) ((JsonObject) createSettings()).get(item.getSection())).collect(Collectors.toList()));
    }

    @Override
    public void triggerChangeConfiguration() {
        server.getWorkspaceService().didChangeConfiguration(new DidChangeConfigurationParams(createSettings()));
    }

    @Override
    public CompletableFuture<Void> refreshDiagnostics() {
        refreshes.add("diagnostics");
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> refreshCodeLenses() {
        refreshes.add("code lenses");
        return CompletableFuture.completedFuture(null);
    }
}
