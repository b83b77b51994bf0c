package dev.wayline.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionList;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.junit.jupiter.api.Test;

class CompletionListIT extends SessionTest {
    @Test
    void lsp4ijBeforeInlineCompletionGetsTheSameAsAnItemOfTheList() throws Exception {
        try (var session = new SessionOfIde().start(Capabilities.withoutInlineCompletion())) {
            session.open("a.ts", "typescript", InlineCompletionIT.code);
            var params = new CompletionParams(session.document("a.ts"), InlineCompletionIT.cursor);
            var items = items(session.server.getTextDocumentService().completion(params).get());
            assertEquals(1, items.size());
            assertEquals("a + b;", items.get(0).getTextEdit().getLeft().getNewText());
            assertTrue(items.get(0).getPreselect());
        }
    }

    static List<CompletionItem> items(Either<List<CompletionItem>, CompletionList> answer) {
        return answer.isLeft() ? answer.getLeft() : answer.getRight().getItems();
    }
}
