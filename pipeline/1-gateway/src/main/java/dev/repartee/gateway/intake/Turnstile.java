package dev.repartee.gateway.intake;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets messages of one source go to the log in the order in which they came, although some have to
 * ask Redis on the way and others do not. The next one goes when the one before was handed to the
 * log's sender, not when the log has acknowledged. Thread-safe, never blocks; the caller bounds
 * what it queues.
 */
public final class Turnstile {

    /** Something that takes its turn, and says when the next one may go. */
    @FunctionalInterface
    interface Turn {
        void take(Runnable leave);
    }

    // All three belong to the monitor of the queue.
    private final Deque<Turn> queue = new ArrayDeque<>(1);
    private boolean occupied;
    private boolean draining;

    void enter(Turn turn) {
        synchronized (queue) {
            queue.add(turn);
            if (draining) {
                return;
            }
            draining = true;
        }
        drain();
    }

    private void leave() {
        synchronized (queue) {
            occupied = false;
            if (draining) {
                return;
            }
            draining = true;
        }
        drain();
    }

    /** A loop, not a recursion: a whole batch may pass on one thread. */
    private void drain() {
        while (true) {
            Turn next;
            synchronized (queue) {
                if (occupied || queue.isEmpty()) {
                    draining = false;
                    return;
                }
                next = queue.poll();
                occupied = true;
            }
            next.take(new Leave());
        }
    }

    /** Leaving twice is harmless. */
    private final class Leave implements Runnable {

        private final AtomicBoolean left = new AtomicBoolean();

        @Override
        public void run() {
            if (left.compareAndSet(false, true)) {
                leave();
            }
        }
    }
}
