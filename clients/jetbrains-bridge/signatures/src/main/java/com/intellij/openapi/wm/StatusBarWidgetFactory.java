package com.intellij.openapi.wm;

import com.intellij.openapi.project.Project;

public interface StatusBarWidgetFactory {
    String getId();

    String getDisplayName();

    boolean isAvailable(Project project);

    default StatusBarWidget createWidget(Project project) {
        throw new AbstractMethodError("createWidget is not implemented");
    }
}
