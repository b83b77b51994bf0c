package dev.wayline.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionContext;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.junit.jupiter.api.Test;

class QuickFixIT extends SessionTest {
    static CodeAction fix(SessionOfIde session, Diagnostic found) throws Exception {
        var params = new CodeActionParams(session.document("a.py"), found.getRange(), new CodeActionContext(List.of(found)));
        var actions = session.server.getTextDocumentService().codeAction(params).get();
        return actions.stream().map(action -> action.getRight()).filter(action -> action != null && "quickfix".equals(action.getKind()) && !action.getTitle().contains("Ignore")).findFirst().orElseThrow();
    }

    static TextEdit only(WorkspaceEdit edit) {
        var changes = edit.getDocumentChanges();
        if (changes == null) return edit.getChanges().values().iterator().next().get(0);
        return changes.get(0).getLeft().getEdits().get(0).getLeft();
    }

    static String applied(TextEdit edit, String text) {
        var lines = text.split("\n", -1);
        var start = edit.getRange().getStart();
        var end = edit.getRange().getEnd();
        assertEquals(start.getLine(), end.getLine());
        var line = lines[start.getLine()];
        lines[start.getLine()] = line.substring(0, start.getCharacter()) + edit.getNewText() + line.substring(end.getCharacter());
        return String.join("\n", lines);
    }

    @Test
    void isOfferedWithoutItsEditResolvedAndMendsWhatWasFound() throws Exception {
        var session = session();
        session.open("a.py", "python", DiagnosticsIT.code);
        var offered = fix(session, session.diagnostics("a.py").get(0));
        assertNull(offered.getEdit());
        assertNotNull(offered.getData());
        var resolved = session.server.getTextDocumentService().resolveCodeAction(offered).get();
        var mended = applied(only(resolved.getEdit()), DiagnosticsIT.code);
        session.change("a.py", 2, mended);
        assertEquals(List.of(), session.diagnostics("a.py"));
    }

    @Test
    void bringsItsEditWhereLsp4ijDoesNotResolve() throws Exception {
        try (var session = new SessionOfIde().start(Capabilities.ofOldLsp4ij())) {
            session.open("a.py", "python", DiagnosticsIT.code);
            SessionOfIde.until(() -> session.editor.published.containsKey(session.uri("a.py")));
            var offered = fix(session, session.editor.published.get(session.uri("a.py")).getDiagnostics().get(0));
            assertTrue(applied(only(offered.getEdit()), DiagnosticsIT.code).contains("safe_load"));
        }
    }

    @Test
    void isMadeByACommandThatHasTheEditorEditWhereAClientKnowsCommandsAlone() throws Exception {
        try (var session = new SessionOfIde().start(Capabilities.commandsOnly())) {
            session.open("a.py", "python", DiagnosticsIT.code);
            var found = session.diagnostics("a.py").get(0);
            var params = new CodeActionParams(session.document("a.py"), found.getRange(), new CodeActionContext(List.of(found)));
            var command = session.server.getTextDocumentService().codeAction(params).get().get(0).getLeft();
            session.execute(command.getCommand(), command.getArguments().toArray());
            assertTrue(applied(only(session.editor.edits.take()), DiagnosticsIT.code).contains("safe_load"));
        }
    }
}
