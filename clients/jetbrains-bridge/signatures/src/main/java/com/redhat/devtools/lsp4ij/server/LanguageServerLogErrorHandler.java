package com.redhat.devtools.lsp4ij.server;

public interface LanguageServerLogErrorHandler {
    void logError(String error);
}
