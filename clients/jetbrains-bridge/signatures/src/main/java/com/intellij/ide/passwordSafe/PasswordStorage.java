package com.intellij.ide.passwordSafe;

import com.intellij.credentialStore.CredentialStore;

public interface PasswordStorage extends CredentialStore {}
