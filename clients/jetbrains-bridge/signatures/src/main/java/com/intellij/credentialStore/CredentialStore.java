package com.intellij.credentialStore;

public interface CredentialStore {
    String getPassword(CredentialAttributes attributes);

    void setPassword(CredentialAttributes attributes, String password);
}
