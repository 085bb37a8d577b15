package dev.repartee.kafka.sender;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Keeps the records of one topic in the order in which they were sent, although some have to wait
 * until the client knows the topic. Who comes while others wait queues behind them. Thread-safe.
 */
final class TopicLine {

    /** A record that may have to wait. */
    interface Turn {

        /** Hands the record to the client, or says that it does not know the topic yet. */
        boolean now();

        /** Waits until the record is handed over or has failed; runs on a thread of its own. */
        void later();
    }

    private final int longest;

    // Both belong to the monitor of the queue.
    private final Deque<Turn> queue = new ArrayDeque<>();
    private boolean draining;

    /**
     * @param longest most records that may wait
     */
    TopicLine(int longest) {
        this.longest = longest;
    }

    /**
     * Goes at once when nobody waits and the topic is known, else queues.
     *
     * @return false when too many wait already
     */
    boolean enter(Turn turn) {
        synchronized (queue) {
            if (!draining && turn.now()) {
                return true;
            }
            if (queue.size() >= longest) {
                return false;
            }
            queue.add(turn);
            if (!draining) {
                draining = true;
                Thread.ofVirtual().name("topic-line").start(this::drain);
            }
            return true;
        }
    }

    private void drain() {
        while (true) {
            Turn next;
            synchronized (queue) {
                next = queue.poll();
                if (next == null) {
                    draining = false;
                    return;
                }
            }
            next.later();
        }
    }
}
