package dev.wayline.bridge;

import com.intellij.core.CoreApplicationEnvironment;
import com.intellij.core.CoreProjectEnvironment;
import com.intellij.credentialStore.CredentialAttributes;
import com.intellij.ide.passwordSafe.PasswordSafe;
import com.intellij.mock.MockApplication;
import com.intellij.openapi.Disposable;
import com.intellij.openapi.application.ApplicationManager;
import com.intellij.openapi.extensions.ExtensionsArea;
import com.intellij.openapi.project.Project;
import com.intellij.openapi.util.Disposer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

/** The core of the IntelliJ platform with our services in it: real where kotlin-compiler carries it, without any user interface. */
final class Ide implements AutoCloseable {
    private final Disposable root = Disposer.newDisposable();
    private final CoreProjectEnvironment environment;
    final WaylineSettings settings = new WaylineSettings();
    final LastStatus lastStatus = new LastStatus();
    /** What the keychain of this user holds. */
    final AtomicReference<String> keychain = new AtomicReference<>();

    Ide() {
        var application = new CoreApplicationEnvironment(root, false) {
            @Override
            protected MockApplication createApplication(Disposable parent) {
                return new MockApplication(parent) {
                    @Override
                    public Future<?> executeOnPooledThread(Runnable work) {
                        return CompletableFuture.runAsync(work);
                    }
                };
            }
        };
        environment = new CoreProjectEnvironment(root, application);
        application.getApplication().registerService(WaylineSettings.class, settings);
        application.getApplication().registerService(PasswordSafe.class, new PasswordSafe() {
            @Override
            public String getPassword(CredentialAttributes attributes) {
                return keychain.get();
            }

            @Override
            public void setPassword(CredentialAttributes attributes, String password) {
                keychain.set(password);
            }
        });
        environment.getProject().registerService(LastStatus.class, lastStatus);
    }

    Project project() {
        return environment.getProject();
    }

    ExtensionsArea extensions() {
        return ApplicationManager.getApplication().getExtensionArea();
    }

    @Override
    public void close() {
        Disposer.dispose(root);
    }
}
