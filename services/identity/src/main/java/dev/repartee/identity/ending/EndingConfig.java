package dev.repartee.identity.ending;

import java.time.Duration;

/**
 * How businesses end.
 *
 * @param grace how long after it was asked for; until then it can be taken back
 * @param every how often those whose time has come are looked for
 */
public record EndingConfig(Duration grace, Duration every) {

    public EndingConfig {
        if (grace.isNegative()) {
            throw new IllegalArgumentException("grace must not be negative");
        }
        if (every.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("every must be at least a second");
        }
    }

    /** Two weeks; looked for each quarter of an hour. */
    public static EndingConfig defaults() {
        return new EndingConfig(Duration.ofDays(14), Duration.ofMinutes(15));
    }
}
