package com.intellij.ide.passwordSafe;

import com.intellij.openapi.application.ApplicationManager;

public abstract class PasswordSafe implements PasswordStorage {
    public static PasswordSafe getInstance() {
        return ApplicationManager.getApplication().getService(PasswordSafe.class);
    }
}
