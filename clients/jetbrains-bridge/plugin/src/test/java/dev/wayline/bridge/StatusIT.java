package dev.wayline.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.eclipse.lsp4j.MessageType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StatusIT {
    @Test
    void theStatusBarIsToldWhichModelAnswers() throws Exception {
        try (var session = SessionOfIde.begin()) {
            session.open("a.ts", "typescript", InlineCompletionIT.code);
            assertTrue(session.status("ready").message.contains("Qwen2.5-Coder-1.5B"), () -> session.ide.lastStatus.get().message);
            assertEquals("Wayline", session.ide.lastStatus.get().label());
        }
    }

    @Test
    void aTokenThatIsRefusedIsToldOfWithARemedy() throws Exception {
        try (var session = new SessionOfIde()) {
            session.ide.keychain.set("wrong");
            session.start(Capabilities.ofLsp4ij());
            session.open("a.ts", "typescript", InlineCompletionIT.code);
            assertNotNull(session.status("unauthorized").remedy);
            assertEquals(MessageType.Warning, session.editor.messages.take().getType());
        }
    }

    @Test
    void aClickOnItHasTheServerSayHowThingsStand() throws Exception {
        try (var session = SessionOfIde.begin()) {
            session.open("a.ts", "typescript", InlineCompletionIT.code);
            session.status("ready");
            session.execute("wayline.showStatus");
            assertTrue(session.editor.messages.take().getMessage().contains("Completions by"));
        }
    }
}
