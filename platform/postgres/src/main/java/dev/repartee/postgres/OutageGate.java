package dev.repartee.postgres;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Lets an outage be felt by one caller at a time: after a failed connection one caller per second
 * tries again and waits, the others are turned away at once. Any thread may call any method.
 */
final class OutageGate {

    private static final long OPEN = Long.MIN_VALUE;

    private final long pauseNanos;
    private final LongSupplier nanoTime;
    private final AtomicLong nextProbe = new AtomicLong(OPEN);

    OutageGate(Duration pause, LongSupplier nanoTime) {
        this.pauseNanos = pause.toNanos();
        this.nanoTime = nanoTime;
    }

    /** Whether the caller may try; during an outage true for one caller per pause. */
    boolean admits() {
        long probe = nextProbe.get();
        if (probe == OPEN) {
            return true;
        }
        long now = nanoTime.getAsLong();
        return now - probe >= 0 && nextProbe.compareAndSet(probe, now + pauseNanos);
    }

    void connected() {
        if (nextProbe.get() != OPEN) {
            nextProbe.set(OPEN);
        }
    }

    void failed() {
        nextProbe.set(nanoTime.getAsLong() + pauseNanos);
    }

    boolean open() {
        return nextProbe.get() == OPEN;
    }
}
