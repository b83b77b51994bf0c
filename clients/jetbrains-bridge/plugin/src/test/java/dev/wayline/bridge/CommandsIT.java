package dev.wayline.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.junit.jupiter.api.Test;

class CommandsIT extends SessionTest {
    @Test
    void everyCommandOfTheMenusIsOneThatTheServerNames() throws Exception {
        var session = session();
        var named = session.initialized.getCapabilities().getExecuteCommandProvider().getCommands();
        var sources = Path.of(System.getProperty("repository.folder"), "clients/jetbrains-bridge/plugin/src/main/java/dev/wayline/bridge");
        var sent = java.util.regex.Pattern.compile("\"(wayline\\.\\w+)\"").matcher(Files.readString(sources.resolve("Actions.java"))).results().map(found -> found.group(1)).toList();
        assertTrue(sent.size() >= 8);
        // LSP4IJ sends no command that is not among these.
        for (var command : sent) assertTrue(named.contains(command), command);
    }

    @Test
    void anExplanationIsShownAsADocumentWithASelection() throws Exception {
        var session = session();
        session.editor.shown.clear();
        assertTrue(session.execute("wayline.explain", "syntax-error").toString().contains("Syntax error"));
        var shown = session.editor.shown.take();
        assertEquals(new Range(new Position(0, 0), new Position(0, 0)), shown.getSelection());
        assertTrue(Files.readString(Path.of(java.net.URI.create(shown.getUri()))).contains("Syntax error"));
    }

    @Test
    void aPlaceIsExplainedAsTheActionSendsIt() throws Exception {
        var session = session();
        session.open("a.py", "python", DiagnosticsIT.code);
        session.diagnostics("a.py");
        var place = Map.of("uri", session.uri("a.py"), "range", new Range(new Position(4, 18), new Position(4, 18)));
        assertTrue(session.execute("wayline.explain", place).toString().contains("yaml"));
    }

    @Test
    void theOutputOfAProgramIsExplainedAtItsPlace() throws Exception {
        var session = session();
        session.write("shop.py", "def price(shop, name):\n    return shop[name]\n");
        session.open("shop.py", "python", "def price(shop, name):\n    return shop[name]\n");
        var output = "Traceback (most recent call last):\n  File \"" + session.project.resolve("shop.py") + "\", line 2, in price\n    return shop[name]\nKeyError: 'tea'\n";
        assertTrue(session.execute("wayline.explainOutput", Map.of("text", output)).toString().contains("KeyError"));
        assertEquals(1, session.diagnostics("shop.py").get(0).getRange().getStart().getLine());
        session.execute("wayline.clearOutput");
        assertTrue(session.diagnostics("shop.py").isEmpty());
    }

    @Test
    void whatIsRefusedComesBackAsASentence() throws Exception {
        var session = session();
        var error = assertThrows(ExecutionException.class, () -> session.execute("wayline.explain", "no-such-rule"));
        assertTrue(error.getMessage().contains("There is no rule no-such-rule."), error.getMessage());
    }
}
