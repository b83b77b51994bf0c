package dev.wayline.bridge;

import com.intellij.openapi.actionSystem.ActionUpdateThread;
import com.intellij.openapi.actionSystem.AnAction;
import com.intellij.openapi.actionSystem.AnActionEvent;
import com.intellij.openapi.actionSystem.CommonDataKeys;
import com.intellij.openapi.project.DumbAware;
import com.redhat.devtools.lsp4ij.LSPIJUtils;
import com.redhat.devtools.lsp4ij.client.features.FileUriSupport;
import java.util.Map;
import org.eclipse.lsp4j.Range;

/** The actions of the menus: each sends one command to the language server. */
public final class Actions {
    private Actions() {}

    /** Sends a command that needs no place. */
    abstract static class Command extends AnAction implements DumbAware {
        private final String command;
        private final Object[] arguments;

        Command(String command, Object... arguments) {
            this.command = command;
            this.arguments = arguments;
        }

        @Override
        public ActionUpdateThread getActionUpdateThread() {
            return ActionUpdateThread.BGT;
        }

        @Override
        public void update(AnActionEvent event) {
            event.getPresentation().setEnabledAndVisible(event.getProject() != null);
        }

        @Override
        public void actionPerformed(AnActionEvent event) {
            if (event.getProject() != null) ServerCommands.send(event.getProject(), command, arguments);
        }
    }

    public static final class DiagnoseWorkspace extends Command {
        public DiagnoseWorkspace() {
            super("wayline.diagnoseWorkspace");
        }
    }

    public static final class ReportWorkspace extends Command {
        public ReportWorkspace() {
            super("wayline.diagnoseWorkspace", Map.of("report", true));
        }
    }

    public static final class ClearOutput extends Command {
        public ClearOutput() {
            super("wayline.clearOutput");
        }
    }

    public static final class ShowStatus extends Command {
        public ShowStatus() {
            super("wayline.showStatus");
        }
    }

    public static final class RestartGateway extends Command {
        public RestartGateway() {
            super("wayline.restartGateway");
        }
    }

    public static final class PullModel extends Command {
        public PullModel() {
            super("wayline.pullModel");
        }
    }

    /** Explains what is selected in an editor, or what stands at its caret. */
    public static final class Explain extends Command {
        public Explain() {
            super("wayline.explain");
        }

        @Override
        public void update(AnActionEvent event) {
            var isInFile = event.getData(CommonDataKeys.EDITOR) != null && event.getData(CommonDataKeys.VIRTUAL_FILE) != null;
            event.getPresentation().setEnabledAndVisible(event.getProject() != null && isInFile);
        }

        @Override
        public void actionPerformed(AnActionEvent event) {
            var editor = event.getData(CommonDataKeys.EDITOR);
            var file = event.getData(CommonDataKeys.VIRTUAL_FILE);
            if (event.getProject() == null || editor == null || file == null) return;
            var document = editor.getDocument();
            var selection = editor.getSelectionModel();
            var start = LSPIJUtils.toPosition(selection.getSelectionStart(), document);
            var end = LSPIJUtils.toPosition(selection.getSelectionEnd(), document);
            var place = Map.of("uri", FileUriSupport.toString(file, null), "range", new Range(start, end));
            ServerCommands.send(event.getProject(), "wayline.explain", place);
        }
    }

    /** Explains what a program has printed: what is selected in a console or a file, or all of it. */
    public static final class ExplainOutput extends Command {
        public ExplainOutput() {
            super("wayline.explainOutput");
        }

        @Override
        public void update(AnActionEvent event) {
            event.getPresentation().setEnabledAndVisible(event.getProject() != null && event.getData(CommonDataKeys.EDITOR) != null);
        }

        @Override
        public void actionPerformed(AnActionEvent event) {
            var editor = event.getData(CommonDataKeys.EDITOR);
            if (event.getProject() == null || editor == null) return;
            var text = editor.getSelectionModel().getSelectedText();
            var output = text == null ? editor.getDocument().getText() : text;
            ServerCommands.send(event.getProject(), "wayline.explainOutput", Map.of("text", output));
        }
    }
}
