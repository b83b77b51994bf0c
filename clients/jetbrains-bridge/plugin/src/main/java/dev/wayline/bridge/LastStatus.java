package dev.wayline.bridge;

import com.intellij.openapi.project.Project;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the language server of a project has said last of how things stand; a service of each project. */
public final class LastStatus {
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile WaylineStatus current = new WaylineStatus();

    static LastStatus of(Project project) {
        return project.getService(LastStatus.class);
    }

    WaylineStatus get() {
        return current;
    }

    void set(WaylineStatus status) {
        current = status;
        listeners.forEach(Runnable::run);
    }

    void onChange(Runnable listener) {
        listeners.add(listener);
    }

    void forget(Runnable listener) {
        listeners.remove(listener);
    }
}
