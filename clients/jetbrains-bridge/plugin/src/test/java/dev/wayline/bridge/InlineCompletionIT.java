package dev.wayline.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.InlineCompletionContext;
import org.eclipse.lsp4j.InlineCompletionItem;
import org.eclipse.lsp4j.InlineCompletionList;
import org.eclipse.lsp4j.InlineCompletionParams;
import org.eclipse.lsp4j.InlineCompletionTriggerKind;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.junit.jupiter.api.Test;

class InlineCompletionIT extends SessionTest {
    static final String code = "function add(a: number, b: number) {\n  return \n}\n";
    static final Position cursor = new Position(1, 9);

    /** As LSP4IJ asks, whoever has invoked it. */
    static CompletableFuture<Either<List<InlineCompletionItem>, InlineCompletionList>> ask(SessionOfIde session, String name) {
        var context = new InlineCompletionContext(InlineCompletionTriggerKind.Automatic);
        return session.server.getTextDocumentService().inlineCompletion(new InlineCompletionParams(session.document(name), cursor, context));
    }

    static List<InlineCompletionItem> items(Either<List<InlineCompletionItem>, InlineCompletionList> answer) {
        return answer == null ? List.of() : answer.isLeft() ? answer.getLeft() : answer.getRight().getItems();
    }

    @Test
    void aSuggestionOfTheEngineComesWithItsRange() throws Exception {
        assertNotNull(session().initialized.getCapabilities().getInlineCompletionProvider());
        session().open("a.ts", "typescript", code);
        var item = items(ask(session(), "a.ts").get()).get(0);
        assertEquals("a + b;", item.getInsertText().getLeft());
        // LSP4IJ takes an empty range at the cursor best.
        assertEquals(cursor, item.getRange().getStart());
        assertEquals(cursor, item.getRange().getEnd());
    }

    @Test
    void aSuggestionThatIsNotWantedAnyMoreIsCancelledDownToTheEngine() throws Exception {
        try (var own = SessionOfIde.begin()) {
            own.engine.held = new CompletableFuture<>();
            own.open("b.ts", "typescript", code);
            var answer = ask(own, "b.ts");
            own.engine.asked.take();
            answer.cancel(true);
            assertTrue(own.engine.hungUp.take().contains("function add"));
        }
    }
}
