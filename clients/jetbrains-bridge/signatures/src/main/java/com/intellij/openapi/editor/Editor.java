package com.intellij.openapi.editor;

import com.intellij.openapi.util.UserDataHolder;

public interface Editor extends UserDataHolder {
    Document getDocument();

    CaretModel getCaretModel();

    SelectionModel getSelectionModel();
}
