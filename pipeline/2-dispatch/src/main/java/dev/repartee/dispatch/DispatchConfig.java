package dev.repartee.dispatch;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.kafka.consumer.Bounds;
import java.time.Duration;

/**
 * How messages are dispatched.
 *
 * @param deadline how long after the broker took it a message may be answered; must be shorter than
 *     what the topics keep
 * @param claim how long Redis remembers an id that a client chose
 * @param fallbackAbove messages unfinished in a pool above which the assistant's canned reply is
 *     given instead of more work
 * @param trackedPerPartition conversations of one partition whose last work is remembered
 * @param shortestCached fewest characters of a text that may be answered from the cache: what is
 *     shorter ("yes", "why?") means something only in its conversation
 * @param bounds what the consumer may hold at once
 */
public record DispatchConfig(
        Duration deadline,
        Duration claim,
        long fallbackAbove,
        int trackedPerPartition,
        int shortestCached,
        Bounds bounds) {

    /** A lane here waits for Redis and for the log, and costs next to nothing while it does. */
    private static final Bounds BOUNDS = new Bounds(4_000, 64L << 20, 2_000);

    public DispatchConfig {
        if (deadline.toMillis() < 1 || claim.toMillis() < 1) {
            throw refused("deadline and claim must be positive");
        }
        if (fallbackAbove < 1 || trackedPerPartition < 1 || shortestCached < 1) {
            throw refused("fallbackAbove, trackedPerPartition and shortestCached must be positive");
        }
    }

    /** One hour to answer; canned replies from 6,000 unfinished messages on. */
    public static DispatchConfig defaults() {
        return new DispatchConfig(
                Duration.ofHours(1), Duration.ofHours(1), 6_000, 4_096, 12, BOUNDS);
    }

    /** The same with another deadline. */
    public DispatchConfig withDeadline(Duration other) {
        return new DispatchConfig(
                other, claim, fallbackAbove, trackedPerPartition, shortestCached, bounds);
    }

    /** The same with room for fewer or more conversations. */
    public DispatchConfig withTrackedPerPartition(int other) {
        return new DispatchConfig(deadline, claim, fallbackAbove, other, shortestCached, bounds);
    }

    private static ReparteeException refused(String detail) {
        return new ReparteeException(ErrorCode.INVALID_CONFIGURATION, "dispatch: " + detail);
    }
}
