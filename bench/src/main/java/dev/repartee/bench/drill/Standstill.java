package dev.repartee.bench.drill;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Notices when this process itself did not get to run: then the machine was too busy, or held, and
 * every time that was measured meanwhile says more about the machine than about the system.
 */
final class Standstill implements AutoCloseable {

    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration NOTEWORTHY = Duration.ofMillis(500);

    private final AtomicLong lostNanos = new AtomicLong();
    private final Thread watch = Thread.ofPlatform().daemon().name("standstill").start(this::watch);

    /** How long it stood still so far, pauses below half a second not counted. */
    Duration total() {
        return Duration.ofNanos(lostNanos.get());
    }

    @Override
    public void close() {
        watch.interrupt();
    }

    private void watch() {
        try {
            while (true) {
                long before = System.nanoTime();
                Thread.sleep(TICK);
                long late = System.nanoTime() - before - TICK.toNanos();
                if (late > NOTEWORTHY.toNanos()) {
                    lostNanos.addAndGet(late);
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }
}
