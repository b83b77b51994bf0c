package dev.wayline.bridge;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** What tests with a session share; the limit is for what is stuck. */
@Timeout(60)
abstract class SessionTest {
    SessionOfIde session;

    @AfterEach
    void close() throws Exception {
        if (session != null) session.close();
    }
}
