package com.redhat.devtools.lsp4ij;

import com.intellij.openapi.project.Project;
import java.util.concurrent.CompletableFuture;

public class LanguageServerManager {
    private LanguageServerManager() {}

    public static LanguageServerManager getInstance(Project project) {
        return project.getService(LanguageServerManager.class);
    }

    public CompletableFuture<LanguageServerItem> getLanguageServer(String languageServerId) {
        return null;
    }
}
