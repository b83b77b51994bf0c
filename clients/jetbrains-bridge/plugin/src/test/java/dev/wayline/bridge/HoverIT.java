package dev.wayline.bridge;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.Position;
import org.junit.jupiter.api.Test;

class HoverIT extends SessionTest {
    String at(int line, int character) throws Exception {
        var hover = session.server.getTextDocumentService().hover(new HoverParams(session.document("a.py"), new Position(line, character))).get();
        return hover.getContents().getRight().getValue();
    }

    @Test
    void tellsWhatIsWrong() throws Exception {
        session = SessionOfIde.begin();
        session.open("a.py", "python", DiagnosticsIT.code);
        session.diagnostics("a.py");
        assertTrue(at(4, 18).contains("safe_load"), () -> "no remedy");
    }

    @Test
    void tellsWhatAModelSays() throws Exception {
        session = SessionOfIde.begin();
        session.open("a.py", "python", "def add(a, b):\n    return a + b\n");
        // A hover starts nothing: only a gateway that is connected is asked.
        session.status("ready");
        assertTrue(at(0, 5).contains("It adds two numbers."), () -> "no explanation");
    }
}
