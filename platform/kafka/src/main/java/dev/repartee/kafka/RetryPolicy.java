package dev.repartee.kafka;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often and how soon a failing record is tried again.
 *
 * <p>The count bounds failures of the record itself. A failure of a dependency (a {@link
 * dev.repartee.contract.ReparteeException} whose code blames one and is retryable) is tried again
 * without end, so that an outage does not park a backlog.
 *
 * @param attempts how often a record is tried before it parks, at least 1
 * @param first the pause after the first failure; it doubles with each further one
 * @param longest the longest pause
 */
public record RetryPolicy(int attempts, Duration first, Duration longest) {

    /** Five attempts, 200 ms doubling up to 10 s. */
    public static final RetryPolicy DEFAULT =
            new RetryPolicy(5, Duration.ofMillis(200), Duration.ofSeconds(10));

    /** Validates. */
    public RetryPolicy {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts must be at least 1, not " + attempts);
        }
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("pauses must be positive, longest not below first");
        }
    }

    /**
     * The pause after the given number of failures: between half and all of the doubled pause, so
     * that records which failed together do not come back together.
     */
    public Duration pause(int failures, RandomGenerator random) {
        int doublings = Math.min(Math.max(failures - 1, 0), 30);
        long full = Math.min(first.toNanos() << Math.min(doublings, 20), longest.toNanos());
        return Duration.ofNanos(full / 2 + random.nextLong(full / 2 + 1));
    }
}
