package dev.wayline.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkspaceDiagnosisIT {
    @Test
    void tellsOfFilesThatAreNotOpenAndSumsUp() throws Exception {
        try (var session = SessionOfIde.begin()) {
            session.write("a.py", DiagnosticsIT.code);
            session.write("src/b.py", "def second(:\n    pass\n");
            var summary = (Map<?, ?>) session.execute("wayline.diagnoseWorkspace");
            assertEquals(true, summary.get("isComplete"));
            assertEquals(2, ((Number) summary.get("filesWithFindings")).intValue());
            SessionOfIde.until(() -> session.editor.published.containsKey(session.uri("src/b.py")) && session.editor.published.containsKey(session.uri("a.py")));
            assertTrue(session.editor.messages.take().getMessage().startsWith("Diagnosed 2 files: "));
        }
    }

    @Test
    void showsAReportInTheBrowserWhereOneIsWishedFor() throws Exception {
        try (var session = SessionOfIde.begin()) {
            session.write("a.py", DiagnosticsIT.code);
            session.execute("wayline.diagnoseWorkspace", Map.of("report", true));
            var shown = session.editor.shown.take();
            assertTrue(shown.getExternal());
            assertTrue(shown.getUri().endsWith(".html"));
        }
    }
}
