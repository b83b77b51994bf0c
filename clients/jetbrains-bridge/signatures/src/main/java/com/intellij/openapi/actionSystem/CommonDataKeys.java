package com.intellij.openapi.actionSystem;

import com.intellij.openapi.editor.Editor;
import com.intellij.openapi.vfs.VirtualFile;

public abstract class CommonDataKeys {
    // Null here: the real ones are made by the platform.
    public static final DataKey<Editor> EDITOR = null;
    public static final DataKey<VirtualFile> VIRTUAL_FILE = null;
}
