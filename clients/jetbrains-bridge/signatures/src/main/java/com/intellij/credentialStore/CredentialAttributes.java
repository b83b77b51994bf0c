package com.intellij.credentialStore;

public final class CredentialAttributes {
    public CredentialAttributes(String serviceName) {}
}
