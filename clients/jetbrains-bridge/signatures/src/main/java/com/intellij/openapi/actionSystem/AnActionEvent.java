package com.intellij.openapi.actionSystem;

import com.intellij.openapi.project.Project;

public class AnActionEvent {
    public final Project getProject() {
        return null;
    }

    public final Presentation getPresentation() {
        return null;
    }

    public final <T> T getData(DataKey<T> key) {
        return null;
    }
}
