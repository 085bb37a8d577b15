package dev.repartee.kafka.consumer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * How long records wait between being appended to the log and the beginning of their handler: the
 * mean of those that began since it was last asked. While none begins the last mean stands.
 *
 * <p>The two moments are told by different machines; where their clocks differ, so is the result
 * wrong by as much. Thread-safe.
 */
final class QueueDelay {

    private static final double MILLIS = 1e3;

    private final InstantSource clock;

    // All three belong to the monitor.
    private long begun;
    private long waitedMillis;
    private long mean;

    QueueDelay(InstantSource clock) {
        this.clock = clock;
    }

    /** A handler begins with a record. */
    void begun(Instant appendedAt) {
        long waited = Math.max(0, clock.millis() - appendedAt.toEpochMilli());
        synchronized (this) {
            begun++;
            waitedMillis += waited;
        }
    }

    /** The mean since this was last called. */
    synchronized Duration lately() {
        if (begun > 0) {
            mean = waitedMillis / begun;
            begun = 0;
            waitedMillis = 0;
        }
        return Duration.ofMillis(mean);
    }

    /** The last mean that was taken. */
    synchronized double seconds() {
        return mean / MILLIS;
    }
}
