package dev.wayline.bridge;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Tests that share a session, each with files of its own; the limit is for what is stuck. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SessionTest {
    private SessionOfIde shared;

    /** The session of this class, with LSP4IJ's capabilities. */
    SessionOfIde session() throws Exception {
        if (shared == null) shared = SessionOfIde.begin();
        return shared;
    }

    @AfterAll
    void close() throws Exception {
        if (shared != null) shared.close();
    }
}
