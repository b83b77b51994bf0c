package dev.wayline.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.eclipse.lsp4j.CodeLensParams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CodeLensIT {
    static final String code = "def nested(a, b):\n    for c in a:\n        if c and b:\n            print(c)\n";

    @Test
    void tellsTheComplexityOfAFunctionAndItsCommandWhatAddsToIt() throws Exception {
        try (var session = new SessionOfIde()) {
            session.configure(stored -> stored.others = "{\"diagnosis\": {\"codeLens\": true, \"complexityLimit\": 6}}");
            session.start(Capabilities.ofLsp4ij());
            session.open("a.py", "python", code);
            var lens = session.server.getTextDocumentService().codeLens(new CodeLensParams(session.document("a.py"))).get().get(0);
            var command = session.server.getTextDocumentService().resolveCodeLens(lens).get().getCommand();
            assertEquals("complexity 4 (limit 6)", command.getTitle());
            assertTrue(session.execute(command.getCommand(), command.getArguments().toArray()).toString().contains("1 level deep"));
        }
    }
}
