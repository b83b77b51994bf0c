package dev.wayline.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GatewayLostIT {
    @Test
    void aGatewayThatIsLostIsAStateWithARemedyAndOneThatComesBackAnswersAgain() throws Exception {
        try (var session = SessionOfIde.begin()) {
            session.open("a.ts", "typescript", InlineCompletionIT.code);
            session.status("ready");
            session.gateway.close();
            var error = assertThrows(ExecutionException.class, () -> session.execute("wayline.restartGateway"));
            assertTrue(error.getMessage().contains("cannot be reached"), error.getMessage());
            assertNotNull(session.status("gateway-unreachable").remedy);
            session.gateway = new Gateway(session.home, session.environment, session.engine, session.gateway.port());
            session.execute("wayline.restartGateway");
            assertEquals("Wayline", session.status("ready").label());
        }
    }

    @Test
    void aServerThatCrashesIsReportedAndANewOneAnswers() throws Exception {
        try (var session = SessionOfIde.begin()) {
            var crashed = new CountDownLatch(1);
            session.connection.addUnexpectedServerStopHandler(crashed::countDown);
            ProcessHandle.of(session.connection.getPid()).orElseThrow().destroyForcibly();
            crashed.await();
            assertFalse(session.connection.isAlive());
            session.start(Capabilities.ofLsp4ij());
            session.open("a.py", "python", DiagnosticsIT.code);
            assertFalse(session.diagnostics("a.py").isEmpty());
        }
    }

    @Test
    void aServerThatIsAskedToEndsByItself() throws Exception {
        try (var session = SessionOfIde.begin()) {
            var unexpected = new CountDownLatch(1);
            session.connection.addUnexpectedServerStopHandler(unexpected::countDown);
            var process = ProcessHandle.of(session.connection.getPid()).orElseThrow();
            session.server.shutdown().get();
            session.server.exit();
            process.onExit().join();
            assertTrue(unexpected.getCount() == 1);
        }
    }
}
