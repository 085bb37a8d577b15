package dev.repartee.runtime;

import java.time.Duration;

/** One condition for taking traffic, such as an engine that answers. */
public interface ReadinessCheck {
    Duration DEFAULT_TIMEOUT = Duration.ofSeconds(1);

    String name();

    /**
     * Called on a thread of its own and interrupted after {@link #timeout()}; an exception counts
     * as not ready.
     */
    Readiness check() throws Exception;

    default Duration timeout() {
        return DEFAULT_TIMEOUT;
    }
}
