package com.redhat.devtools.lsp4ij.server.definition.extension;

import com.intellij.util.xmlb.annotations.Attribute;

/** The bean of {@code com.redhat.devtools.lsp4ij.fileNamePatternMapping}: the attributes that we write. */
public class FileNamePatternMappingExtensionPointBean {
    @Attribute("serverId")
    public String serverId;

    @Attribute("patterns")
    public String patterns;

    @Attribute("languageId")
    public String languageId;
}
