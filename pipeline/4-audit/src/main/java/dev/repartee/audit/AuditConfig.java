package dev.repartee.audit;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import java.time.Duration;

/**
 * How the audit stage works.
 *
 * @param deadline how long after the broker took it a message may stay open; the same as dispatch's
 * @param tick how often overdue messages are looked for
 * @param commit how often it commits
 * @param slack how far the clocks of two brokers may differ, and how far reading requests may run
 *     ahead of reading results, or the other way round
 */
public record AuditConfig(Duration deadline, Duration tick, Duration commit, Duration slack) {

    public AuditConfig {
        if (deadline.toMillis() < 1
                || tick.toMillis() < 1
                || commit.toMillis() < 1
                || slack.toMillis() < 1) {
            throw new ReparteeException(
                    ErrorCode.INVALID_CONFIGURATION, "audit: durations must be positive");
        }
    }

    /** One hour to answer, looked at each second. */
    public static AuditConfig defaults() {
        return new AuditConfig(
                Duration.ofHours(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30));
    }

    /** The same with another deadline. */
    public AuditConfig withDeadline(Duration other) {
        return new AuditConfig(other, tick, commit, slack);
    }

    /** The same with other intervals. */
    public AuditConfig withIntervals(Duration otherTick, Duration otherCommit) {
        return new AuditConfig(deadline, otherTick, otherCommit, slack);
    }
}
