package dev.wayline.bridge;

import java.util.List;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.CodeActionCapabilities;
import org.eclipse.lsp4j.CodeActionKindCapabilities;
import org.eclipse.lsp4j.CodeActionLiteralSupportCapabilities;
import org.eclipse.lsp4j.CodeActionResolveSupportCapabilities;
import org.eclipse.lsp4j.CodeLensCapabilities;
import org.eclipse.lsp4j.CodeLensWorkspaceCapabilities;
import org.eclipse.lsp4j.CompletionCapabilities;
import org.eclipse.lsp4j.CompletionItemCapabilities;
import org.eclipse.lsp4j.CompletionListCapabilities;
import org.eclipse.lsp4j.DiagnosticCapabilities;
import org.eclipse.lsp4j.DiagnosticTag;
import org.eclipse.lsp4j.DiagnosticWorkspaceCapabilities;
import org.eclipse.lsp4j.DiagnosticsTagSupport;
import org.eclipse.lsp4j.DidChangeConfigurationCapabilities;
import org.eclipse.lsp4j.DidChangeWatchedFilesCapabilities;
import org.eclipse.lsp4j.ExecuteCommandCapabilities;
import org.eclipse.lsp4j.GeneralClientCapabilities;
import org.eclipse.lsp4j.HoverCapabilities;
import org.eclipse.lsp4j.InlineCompletionCapabilities;
import org.eclipse.lsp4j.PublishDiagnosticsCapabilities;
import org.eclipse.lsp4j.ShowDocumentCapabilities;
import org.eclipse.lsp4j.SynchronizationCapabilities;
import org.eclipse.lsp4j.TextDocumentClientCapabilities;
import org.eclipse.lsp4j.WindowClientCapabilities;
import org.eclipse.lsp4j.WindowShowMessageRequestActionItemCapabilities;
import org.eclipse.lsp4j.WindowShowMessageRequestCapabilities;
import org.eclipse.lsp4j.WorkspaceClientCapabilities;
import org.eclipse.lsp4j.WorkspaceEditCapabilities;

/** What LSP4IJ 0.20 says that it can do, of what our server asks for. */
final class Capabilities {
    private Capabilities() {}

    static ClientCapabilities ofLsp4ij() {
        var capabilities = new ClientCapabilities(workspace(), textDocument(), window(), null);
        var general = new GeneralClientCapabilities();
        general.setPositionEncodings(List.of("utf-16"));
        capabilities.setGeneral(general);
        return capabilities;
    }

    /** LSP4IJ before 0.20. */
    static ClientCapabilities withoutInlineCompletion() {
        var capabilities = ofLsp4ij();
        capabilities.getTextDocument().setInlineCompletion(null);
        return capabilities;
    }

    /** LSP4IJ before it asked for diagnostics and for the edits of code actions. */
    static ClientCapabilities ofOldLsp4ij() {
        var capabilities = withoutInlineCompletion();
        capabilities.getTextDocument().setDiagnostic(null);
        capabilities.getTextDocument().getCodeAction().setResolveSupport(null);
        capabilities.getTextDocument().getCodeAction().setDataSupport(null);
        return capabilities;
    }

    /** No LSP4IJ, but what a client may be. */
    static ClientCapabilities commandsOnly() {
        var capabilities = ofLsp4ij();
        capabilities.getTextDocument().setCodeAction(new CodeActionCapabilities());
        return capabilities;
    }

    private static WorkspaceClientCapabilities workspace() {
        var workspace = new WorkspaceClientCapabilities();
        workspace.setApplyEdit(true);
        workspace.setConfiguration(true);
        workspace.setWorkspaceFolders(true);
        workspace.setExecuteCommand(new ExecuteCommandCapabilities(true));
        workspace.setDidChangeConfiguration(new DidChangeConfigurationCapabilities(true));
        workspace.setDidChangeWatchedFiles(new DidChangeWatchedFilesCapabilities(true));
        workspace.setCodeLens(new CodeLensWorkspaceCapabilities(true));
        workspace.setDiagnostics(new DiagnosticWorkspaceCapabilities(true));
        var edit = new WorkspaceEditCapabilities();
        edit.setDocumentChanges(true);
        workspace.setWorkspaceEdit(edit);
        return workspace;
    }

    private static TextDocumentClientCapabilities textDocument() {
        var document = new TextDocumentClientCapabilities();
        document.setSynchronization(new SynchronizationCapabilities(true, true, true));
        var published = new PublishDiagnosticsCapabilities();
        published.setDataSupport(true);
        published.setRelatedInformation(true);
        published.setTagSupport(new DiagnosticsTagSupport(List.of(DiagnosticTag.Unnecessary, DiagnosticTag.Deprecated)));
        document.setPublishDiagnostics(published);
        var pulled = new DiagnosticCapabilities();
        pulled.setDynamicRegistration(true);
        pulled.setRelatedDocumentSupport(true);
        document.setDiagnostic(pulled);
        var kinds = new CodeActionKindCapabilities(List.of("quickfix", "refactor", "refactor.extract", "refactor.inline", "refactor.rewrite", "source", "source.organizeImports"));
        var codeAction = new CodeActionCapabilities(new CodeActionLiteralSupportCapabilities(kinds), true);
        codeAction.setDataSupport(true);
        codeAction.setResolveSupport(new CodeActionResolveSupportCapabilities(List.of("edit")));
        document.setCodeAction(codeAction);
        document.setCodeLens(new CodeLensCapabilities(true));
        var item = new CompletionItemCapabilities(true);
        item.setDocumentationFormat(List.of("markdown", "plaintext"));
        var completion = new CompletionCapabilities(item);
        completion.setCompletionList(new CompletionListCapabilities(List.of("editRange")));
        completion.setDynamicRegistration(true);
        document.setCompletion(completion);
        var inline = new InlineCompletionCapabilities();
        inline.setDynamicRegistration(true);
        document.setInlineCompletion(inline);
        var hover = new HoverCapabilities(true);
        hover.setContentFormat(List.of("markdown", "plaintext"));
        document.setHover(hover);
        return document;
    }

    private static WindowClientCapabilities window() {
        var window = new WindowClientCapabilities();
        window.setWorkDoneProgress(true);
        window.setShowDocument(new ShowDocumentCapabilities(true));
        var messages = new WindowShowMessageRequestCapabilities();
        messages.setMessageActionItem(new WindowShowMessageRequestActionItemCapabilities(false));
        window.setShowMessage(messages);
        return window;
    }
}
