package com.redhat.devtools.lsp4ij.server.definition.extension;

import com.intellij.serviceContainer.BaseKeyedLazyInstance;
import com.intellij.util.xmlb.annotations.Attribute;
import com.intellij.util.xmlb.annotations.Tag;
import com.redhat.devtools.lsp4ij.LanguageServerFactory;

/** The bean of {@code com.redhat.devtools.lsp4ij.server}: the attributes that we write, read in tests by IntelliJ's own loader. */
public class ServerExtensionPointBean extends BaseKeyedLazyInstance<LanguageServerFactory> {
    @Attribute("id")
    public String id;

    @Attribute("name")
    public String name;

    @Tag("description")
    public String description;

    @Attribute("factoryClass")
    public String factoryClass;

    @Attribute("lastDocumentDisconnectedTimeout")
    public Integer lastDocumentDisconnectedTimeout;

    @Override
    protected String getImplementationClassName() {
        return factoryClass;
    }
}
