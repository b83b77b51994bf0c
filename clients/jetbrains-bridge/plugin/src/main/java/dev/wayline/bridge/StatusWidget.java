package dev.wayline.bridge;

import com.intellij.openapi.application.ApplicationManager;
import com.intellij.openapi.project.Project;
import com.intellij.openapi.wm.StatusBar;
import com.intellij.openapi.wm.StatusBarWidget;
import com.intellij.util.Consumer;
import java.awt.event.MouseEvent;

/** The state in the status bar, its reason and remedy as a tooltip; a click has the server tell them. */
final class StatusWidget implements StatusBarWidget, StatusBarWidget.TextPresentation {
    private final Project project;
    private final Runnable redraw = this::redraw;
    private volatile StatusBar statusBar;

    StatusWidget(Project project) {
        this.project = project;
    }

    @Override
    public String ID() {
        return StatusWidgetFactory.id;
    }

    @Override
    public void install(StatusBar bar) {
        statusBar = bar;
        LastStatus.of(project).onChange(redraw);
    }

    private void redraw() {
        ApplicationManager.getApplication().invokeLater(() -> {
            var bar = statusBar;
            if (bar != null) bar.updateWidget(ID());
        });
    }

    @Override
    public WidgetPresentation getPresentation() {
        return this;
    }

    @Override
    public String getText() {
        return LastStatus.of(project).get().label();
    }

    @Override
    public String getTooltipText() {
        return LastStatus.of(project).get().explanation();
    }

    @Override
    public float getAlignment() {
        return 0;
    }

    @Override
    public Consumer<MouseEvent> getClickConsumer() {
        return click -> ServerCommands.send(project, "wayline.showStatus");
    }

    @Override
    public void dispose() {
        LastStatus.of(project).forget(redraw);
        statusBar = null;
    }
}
