package dev.repartee.kafka.consumer;

import java.time.Duration;

/**
 * How a consumer spends its time.
 *
 * @param commit how often it commits when something changed, unless records wait for it. What was
 *     finished since the last one is handled again after a crash
 * @param revocation how long handlers of a revoked partition may go on before it is given up
 * @param isolation how long one suspect may keep everything else waiting while it runs alone
 * @param gathering how long records gather in the log after some were read: a wake-up costs the
 *     same for one record as for a hundred. What comes after a quiet moment is read at once
 */
public record Pace(Duration commit, Duration revocation, Duration isolation, Duration gathering) {

    /** Commits every 200 ms, waits 5 s at a revocation, 60 s for a suspect, 10 ms for more. */
    public static final Pace DEFAULT =
            new Pace(
                    Duration.ofMillis(200),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(60),
                    Duration.ofMillis(10));

    /** The same with another time between commits. */
    public Pace withCommit(Duration other) {
        return new Pace(other, revocation, isolation, gathering);
    }

    /** The same with another gathering. */
    public Pace withGathering(Duration other) {
        return new Pace(commit, revocation, isolation, other);
    }

    /** Validates. */
    public Pace {
        if (commit.toMillis() < 1
                || revocation.isNegative()
                || isolation.toMillis() < 1
                || gathering.isNegative()) {
            throw new IllegalArgumentException("a pace's durations must be positive");
        }
    }
}
