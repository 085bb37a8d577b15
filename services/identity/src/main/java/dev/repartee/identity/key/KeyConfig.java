package dev.repartee.identity.key;

import java.time.Duration;

/**
 * How API keys are kept.
 *
 * @param keepEnded how long what is known of a key stays after it was revoked or expired; a day at
 *     least
 */
public record KeyConfig(Duration keepEnded) {

    private static final Duration LEAST = Duration.ofDays(1);

    public KeyConfig {
        if (keepEnded.compareTo(LEAST) < 0) {
            throw new IllegalArgumentException("keepEnded must be at least a day");
        }
    }

    /** Long enough to look into what was done with a key that got out. */
    public static KeyConfig defaults() {
        return new KeyConfig(Duration.ofDays(90));
    }
}
