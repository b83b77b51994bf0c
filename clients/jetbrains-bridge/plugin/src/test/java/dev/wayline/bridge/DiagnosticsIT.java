package dev.wayline.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.eclipse.lsp4j.DiagnosticSeverity;
import org.junit.jupiter.api.Test;

class DiagnosticsIT extends SessionTest {
    static final String code = "import yaml\n\n\ndef read(file):\n    return yaml.load(file)\n";

    @Test
    void whatIsWrongIsToldWhenItIsAskedFor() throws Exception {
        var session = session();
        session.open("a.py", "python", code);
        var found = session.diagnostics("a.py").get(0);
        assertEquals(4, found.getRange().getStart().getLine());
        assertEquals("Wayline", found.getSource());
        // LSP4J 1.0 has a message that is text or markup; older clients know text alone.
        assertFalse(found.getMessage().getLeft().isBlank());
    }

    @Test
    void whatIsWrongFollowsTheText() throws Exception {
        var session = session();
        session.open("b.py", "python", code);
        assertFalse(session.diagnostics("b.py").isEmpty());
        session.change("b.py", 2, code.replace("yaml.load(", "yaml.safe_load("));
        assertTrue(session.diagnostics("b.py").isEmpty());
        session.change("b.py", 3, "def read(:\n    pass\n");
        assertEquals(DiagnosticSeverity.Error, session.diagnostics("b.py").get(0).getSeverity());
    }

    @Test
    void lsp4ijThatDoesNotAskIsSentIt() throws Exception {
        try (var session = new SessionOfIde().start(Capabilities.ofOldLsp4ij())) {
            session.open("a.py", "python", code);
            SessionOfIde.until(() -> session.editor.published.containsKey(session.uri("a.py")));
            assertEquals(4, session.editor.published.get(session.uri("a.py")).getDiagnostics().get(0).getRange().getStart().getLine());
        }
    }
}
