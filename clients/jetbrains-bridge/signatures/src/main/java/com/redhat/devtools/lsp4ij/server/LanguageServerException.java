package com.redhat.devtools.lsp4ij.server;

public class LanguageServerException extends RuntimeException {
    public LanguageServerException(Throwable cause) {
        super(cause);
    }

    public LanguageServerException(String message) {
        super(message);
    }
}
