package dev.repartee.bench.fuzz.remote;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what becomes true in a moment. */
final class Patience {

    private static final Duration POLL = Duration.ofMillis(200);

    private Patience() {}

    /** Whether it became true in time. */
    static boolean until(Duration limit, BooleanSupplier condition) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            pause(POLL);
        }
        return true;
    }

    static void pause(Duration length) {
        try {
            Thread.sleep(length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
