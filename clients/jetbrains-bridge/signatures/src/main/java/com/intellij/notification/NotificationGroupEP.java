package com.intellij.notification;

import com.intellij.util.xmlb.annotations.Attribute;

/** The bean of {@code com.intellij.notificationGroup}: the attributes that we write. */
public final class NotificationGroupEP {
    @Attribute("id")
    public String id;

    @Attribute("displayType")
    public String displayType;
}
