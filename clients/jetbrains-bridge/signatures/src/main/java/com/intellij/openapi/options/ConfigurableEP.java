package com.intellij.openapi.options;

import com.intellij.serviceContainer.BaseKeyedLazyInstance;
import com.intellij.util.xmlb.annotations.Attribute;

/** The bean of {@code com.intellij.applicationConfigurable}: the attributes that we write, read in tests by IntelliJ's own loader. */
public class ConfigurableEP extends BaseKeyedLazyInstance<Configurable> {
    @Attribute("parentId")
    public String parentId;

    @Attribute("id")
    public String id;

    @Attribute("displayName")
    public String displayName;

    @Attribute("instance")
    public String instanceClass;

    @Override
    protected String getImplementationClassName() {
        return instanceClass;
    }
}
