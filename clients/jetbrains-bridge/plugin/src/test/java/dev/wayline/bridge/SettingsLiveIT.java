package dev.wayline.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.eclipse.lsp4j.InlineCompletionContext;
import org.eclipse.lsp4j.InlineCompletionParams;
import org.eclipse.lsp4j.InlineCompletionTriggerKind;
import org.junit.jupiter.api.Test;

class SettingsLiveIT extends SessionTest {
    int suggestions() throws Exception {
        var context = new InlineCompletionContext(InlineCompletionTriggerKind.Invoked);
        var params = new InlineCompletionParams(session.document("a.ts"), InlineCompletionIT.cursor, context);
        return InlineCompletionIT.items(session.server.getTextDocumentService().inlineCompletion(params).get()).size();
    }

    @Test
    void completionsGoAndComeWithTheBoxOnThePage() throws Exception {
        session = SessionOfIde.begin();
        session.open("a.ts", "typescript", InlineCompletionIT.code);
        assertEquals(1, suggestions());
        session.configure(stored -> stored.completions = false);
        session.status("off");
        assertEquals(0, suggestions());
        session.configure(stored -> {});
        assertEquals(1, suggestions());
        session.status("ready");
    }

    @Test
    void otherSettingsOfThePageTakeEffectAtOnce() throws Exception {
        session = SessionOfIde.begin();
        session.open("a.py", "python", DiagnosticsIT.code);
        assertFalse(session.diagnostics("a.py").isEmpty());
        session.configure(stored -> stored.others = "{\"diagnosis\": {\"enabled\": false}}");
        assertEquals("diagnostics", session.editor.refreshes.take());
        assertTrue(session.diagnostics("a.py").isEmpty());
    }
}
