package dev.repartee.knowledge.upload;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes whoever waits for work; rung while nobody waits, the next one does not wait. */
public final class Signal {

    private final Semaphore rung = new Semaphore(0);

    /** Wakes one. */
    public void ring() {
        if (rung.availablePermits() == 0) {
            rung.release();
        }
    }

    /** Waits until it rings, at most so long. */
    void await(long millis) throws InterruptedException {
        rung.tryAcquire(millis, TimeUnit.MILLISECONDS);
        rung.drainPermits();
    }
}
