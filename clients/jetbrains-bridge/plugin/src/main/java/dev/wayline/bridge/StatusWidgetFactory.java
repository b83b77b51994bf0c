package dev.wayline.bridge;

import com.intellij.openapi.project.Project;
import com.intellij.openapi.wm.StatusBarWidget;
import com.intellij.openapi.wm.StatusBarWidgetFactory;

/** Puts how things stand into the status bar. */
public final class StatusWidgetFactory implements StatusBarWidgetFactory {
    static final String id = "dev.wayline.bridge.status";

    @Override
    public String getId() {
        return id;
    }

    @Override
    public String getDisplayName() {
        return "Wayline";
    }

    @Override
    public boolean isAvailable(Project project) {
        return true;
    }

    @Override
    public StatusBarWidget createWidget(Project project) {
        return new StatusWidget(project);
    }
}
