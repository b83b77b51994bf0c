package dev.wayline.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.eclipse.lsp4j.ExecuteCommandParams;
import org.eclipse.lsp4j.ProgressParams;
import org.eclipse.lsp4j.WorkDoneProgressBegin;
import org.eclipse.lsp4j.WorkDoneProgressCancelParams;
import org.eclipse.lsp4j.WorkDoneProgressEnd;
import org.eclipse.lsp4j.WorkDoneProgressNotification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProgressIT {
    static final String title = "Diagnosing the workspace";

    static ProgressParams begin(SessionOfIde session) throws InterruptedException {
        for (var told = session.editor.progress.take(); ; told = session.editor.progress.take()) {
            if (valueOf(told) instanceof WorkDoneProgressBegin begin && begin.getTitle().equals(title)) return told;
        }
    }

    static WorkDoneProgressNotification valueOf(ProgressParams told) {
        return told.getValue().getLeft();
    }

    static void writeFiles(SessionOfIde session, int count) throws Exception {
        for (var at = 0; at < count; at++) session.write("f" + at + ".py", ("x" + at + " = " + at + "\n").repeat(300));
    }

    @Test
    void longWorkSaysWhenItBeginsAndEndsAndThatItCanBeStopped() throws Exception {
        try (var session = SessionOfIde.begin()) {
            writeFiles(session, 5);
            var done = session.server.getWorkspaceService().executeCommand(new ExecuteCommandParams("wayline.diagnoseWorkspace", java.util.List.of()));
            var begun = begin(session);
            assertTrue(((WorkDoneProgressBegin) valueOf(begun)).getCancellable());
            for (var told = session.editor.progress.take(); ; told = session.editor.progress.take()) {
                if (told.getToken().equals(begun.getToken()) && valueOf(told) instanceof WorkDoneProgressEnd) break;
            }
            assertEquals(true, ((Map<?, ?>) done.get()).get("isComplete"));
        }
    }

    @Test
    void longWorkStopsWhenItsUserSaysSo() throws Exception {
        try (var session = SessionOfIde.begin()) {
            writeFiles(session, 600);
            var done = session.server.getWorkspaceService().executeCommand(new ExecuteCommandParams("wayline.diagnoseWorkspace", java.util.List.of()));
            session.server.cancelProgress(new WorkDoneProgressCancelParams(begin(session).getToken()));
            var summary = (Map<?, ?>) done.get();
            assertEquals(false, summary.get("isComplete"));
            assertTrue(session.editor.messages.take().getMessage().startsWith("Stopped after "));
            assertEquals(0, ((Number) summary.get("failures")).intValue());
        }
    }

    @Test
    void aCommandEndsWhenItsRequestIsCancelled() throws Exception {
        try (var session = SessionOfIde.begin()) {
            writeFiles(session, 600);
            var done = session.server.getWorkspaceService().executeCommand(new ExecuteCommandParams("wayline.diagnoseWorkspace", java.util.List.of()));
            var begun = begin(session);
            done.cancel(true);
            for (var told = session.editor.progress.take(); ; told = session.editor.progress.take()) {
                if (told.getToken().equals(begun.getToken()) && valueOf(told) instanceof WorkDoneProgressEnd) break;
            }
        }
    }
}
