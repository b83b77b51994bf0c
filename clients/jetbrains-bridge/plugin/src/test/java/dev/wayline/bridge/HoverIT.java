package dev.wayline.bridge;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.Position;
import org.junit.jupiter.api.Test;

class HoverIT extends SessionTest {
    @Test
    void tellsWhatIsWrongAndWhatAModelSaysOfIt() throws Exception {
        session().open("a.py", "python", DiagnosticsIT.code);
        session().diagnostics("a.py");
        // A hover starts nothing: only a gateway that is connected is asked.
        session().status("ready");
        var hover = session().server.getTextDocumentService().hover(new HoverParams(session().document("a.py"), new Position(4, 18))).get();
        var told = hover.getContents().getRight().getValue();
        assertTrue(told.contains("`yaml.safe_load`"), told);
        assertTrue(told.contains("It adds two numbers"), told);
    }
}
