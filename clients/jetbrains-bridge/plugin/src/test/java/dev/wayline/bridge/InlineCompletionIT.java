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

    CompletableFuture<Either<List<InlineCompletionItem>, InlineCompletionList>> ask() {
        var context = new InlineCompletionContext(InlineCompletionTriggerKind.Automatic);
        return session.server.getTextDocumentService().inlineCompletion(new InlineCompletionParams(session.document("a.ts"), cursor, context));
    }

    static List<InlineCompletionItem> items(Either<List<InlineCompletionItem>, InlineCompletionList> answer) {
        return answer == null ? List.of() : answer.isLeft() ? answer.getLeft() : answer.getRight().getItems();
    }

    @Test
    void aSuggestionOfTheEngineComesWithItsRange() throws Exception {
        session = SessionOfIde.begin();
        assertNotNull(session.initialized.getCapabilities().getInlineCompletionProvider());
        session.open("a.ts", "typescript", code);
        var item = items(ask().get()).get(0);
        assertEquals("a + b;", item.getInsertText().getLeft());
        // LSP4IJ takes an empty range at the cursor best.
        assertEquals(cursor, item.getRange().getStart());
        assertEquals(cursor, item.getRange().getEnd());
    }

    @Test
    void aSuggestionThatIsNotWantedAnyMoreIsCancelledDownToTheEngine() throws Exception {
        session = SessionOfIde.begin();
        session.engine.held = new CompletableFuture<>();
        session.open("a.ts", "typescript", code);
        var answer = ask();
        session.engine.asked.take();
        answer.cancel(true);
        assertTrue(session.engine.hungUp.take().contains("function add"));
    }
}
