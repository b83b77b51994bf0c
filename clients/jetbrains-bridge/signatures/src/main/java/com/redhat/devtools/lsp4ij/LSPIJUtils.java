package com.redhat.devtools.lsp4ij;

import com.intellij.openapi.editor.Document;
import org.eclipse.lsp4j.Position;

public class LSPIJUtils {
    public static Position toPosition(int offset, Document document) {
        return null;
    }
}
