package dev.wayline.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SettingsLiveIT {
    static int suggestions(SessionOfIde session) throws Exception {
        return InlineCompletionIT.items(InlineCompletionIT.ask(session, "a.ts").get()).size();
    }

    @Test
    void completionsGoAndComeWithTheBoxOnThePage() throws Exception {
        try (var session = SessionOfIde.begin()) {
            session.open("a.ts", "typescript", InlineCompletionIT.code);
            assertEquals(1, suggestions(session));
            session.configure(stored -> stored.completions = false);
            session.status("off");
            assertEquals(0, suggestions(session));
            session.configure(stored -> {});
            assertEquals(1, suggestions(session));
            session.status("ready");
        }
    }

    @Test
    void otherSettingsOfThePageTakeEffectAtOnce() throws Exception {
        try (var session = SessionOfIde.begin()) {
            session.open("a.py", "python", DiagnosticsIT.code);
            assertFalse(session.diagnostics("a.py").isEmpty());
            session.configure(stored -> stored.others = "{\"diagnosis\": {\"enabled\": false}}");
            assertEquals("diagnostics", session.editor.refreshes.take());
            assertTrue(session.diagnostics("a.py").isEmpty());
        }
    }
}
