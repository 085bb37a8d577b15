package dev.repartee.kafka.consumer;

import java.time.Duration;

/**
 * How a consumer spends its time.
 *
 * @param commit how often it commits when something changed
 * @param revocation how long handlers of a revoked partition may go on before it is given up
 * @param isolation how long one suspect may keep everything else waiting while it runs alone
 */
public record Pace(Duration commit, Duration revocation, Duration isolation) {

    /** Commits every 100 ms, waits 5 s at a revocation and 60 s for a suspect. */
    public static final Pace DEFAULT =
            new Pace(Duration.ofMillis(100), Duration.ofSeconds(5), Duration.ofSeconds(60));

    /** Validates. */
    public Pace {
        if (commit.toMillis() < 1 || revocation.isNegative() || isolation.toMillis() < 1) {
            throw new IllegalArgumentException("a pace's durations must be positive");
        }
    }
}
