package dev.wayline.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.redhat.devtools.lsp4ij.server.CannotStartProcessException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ServerConnectionTest {
    @TempDir
    Path folder;

    /** A program that any computer with these tests has: this Java, running a file of source. */
    ServerConnection connection(String body) throws Exception {
        var source = folder.resolve("Main.java");
        Files.writeString(source, "public class Main { public static void main(String[] words) throws Exception { " + body + " } }");
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ServerConnection(() -> List.of(java, source.toString()), Map.of("GREETING", "hello"), folder.toString(), () -> "options");
    }

    @Test
    void aCrashIsReported() throws Exception {
        var connection = connection("System.exit(3);");
        var crashed = new CountDownLatch(1);
        connection.addUnexpectedServerStopHandler(crashed::countDown);
        connection.start();
        crashed.await();
        assertFalse(connection.isAlive());
    }

    @Test
    void anEndThatWasAskedForIsNone() throws Exception {
        var connection = connection("System.in.read();");
        var unexpected = new CompletableFuture<Void>();
        connection.addUnexpectedServerStopHandler(() -> unexpected.complete(null));
        connection.start();
        assertTrue(connection.isAlive());
        connection.stop();
        assertFalse(connection.isAlive());
        assertFalse(unexpected.isDone());
    }

    @Test
    void whatDoesNotEndByItselfIsEnded() throws Exception {
        var connection = connection("System.out.write(1); System.out.flush(); Thread.sleep(600_000);");
        connection.start();
        assertEquals(1, connection.getInputStream().read());
        connection.stop();
        ProcessHandle.of(connection.getPid()).ifPresent(process -> process.onExit().join());
        assertFalse(connection.isAlive());
    }

    @Test
    void whatItWritesToStandardErrorIsLogged() throws Exception {
        var connection = connection("System.err.println(System.getenv(\"GREETING\") + \" from \" + new java.io.File(\".\").getCanonicalPath());");
        var log = new LinkedBlockingQueue<String>();
        connection.addLogErrorHandler(log::add);
        connection.start();
        assertEquals("hello from " + folder.toRealPath(), log.take());
    }

    @Test
    void aCommandThatIsNotThereIsReported() {
        var connection = new ServerConnection(() -> List.of(folder.resolve("missing").toString()), Map.of(), null, () -> null);
        assertThrows(CannotStartProcessException.class, connection::start);
        assertFalse(connection.isAlive());
        connection.stop();
    }

    @Test
    void aPluginThatWasUnpackedBadlySaysSo() {
        var error = assertThrows(CannotStartProcessException.class, () -> BundledServer.command(Path.of("node"), folder));
        assertTrue(error.getMessage().contains("Install the plug-in again."), error.getMessage());
    }
}
