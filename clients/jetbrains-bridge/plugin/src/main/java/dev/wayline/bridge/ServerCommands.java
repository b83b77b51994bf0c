package dev.wayline.bridge;

import com.intellij.notification.Notification;
import com.intellij.notification.NotificationType;
import com.intellij.openapi.application.ApplicationManager;
import com.intellij.openapi.project.Project;
import com.redhat.devtools.lsp4ij.LanguageServerManager;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.ExecuteCommandParams;

/** Sends commands to the language server of a project, which shows what comes of them. */
final class ServerCommands {
    static final String serverId = "wayline";

    private ServerCommands() {}

    /** Returns at once; everything else happens on other threads than that of the UI. */
    static void send(Project project, String command, Object... arguments) {
        ApplicationManager.getApplication().executeOnPooledThread(() -> {
            LanguageServerManager.getInstance(project)
                .getLanguageServer(serverId)
                .thenCompose(item -> {
                    if (item == null) return CompletableFuture.failedFuture(new IllegalStateException("The language server is not running."));
                    return item.getServer().getWorkspaceService().executeCommand(new ExecuteCommandParams(command, List.of(arguments)));
                })
                .exceptionally(error -> {
                    var reason = error.getCause() == null ? error : error.getCause();
                    new Notification("Wayline", "Wayline", reason.getMessage(), NotificationType.WARNING).notify(project);
                    return null;
                });
        });
    }
}
