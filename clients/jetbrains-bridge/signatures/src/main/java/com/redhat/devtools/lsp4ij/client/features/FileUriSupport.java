package com.redhat.devtools.lsp4ij.client.features;

import com.intellij.openapi.vfs.VirtualFile;

public interface FileUriSupport {
    static String toString(VirtualFile file, FileUriSupport fileUriSupport) {
        return null;
    }
}
