package dev.repartee.bench.stub;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Wakes connections at their time, to the millisecond, all that are due in one go. Cheaper than the
 * event loop's own timers: no heap, no task per timer, and nothing runs while nothing waits.
 * Belongs to the event loop's thread.
 */
final class Wheel {

    private static final int SLOTS = 1 << 12;

    private final EventLoop loop;
    private final @Nullable Timed[] slots = new Timed[SLOTS];
    private long current = now();
    private int waiting;
    private boolean ticking;

    /** Something that waits for one time at most. */
    abstract static class Timed {
        private long dueMillis;
        private @Nullable Timed next;

        /** Its time has come. */
        abstract void due();
    }

    Wheel(EventLoop loop) {
        this.loop = loop;
    }

    /** The time that {@link #wake} counts in. */
    static long now() {
        return System.nanoTime() / 1_000_000;
    }

    /**
     * @param timed waits for nothing yet
     * @param millis in terms of {@link #now}; a time past means the next tick
     */
    void wake(Timed timed, long millis) {
        if (!ticking) {
            current = now();
        }
        timed.dueMillis = Math.max(millis, current + 1);
        int slot = slot(timed.dueMillis);
        timed.next = slots[slot];
        slots[slot] = timed;
        waiting++;
        if (!ticking) {
            ticking = true;
            loop.schedule(this::tick, 1, TimeUnit.MILLISECONDS);
        }
    }

    private void tick() {
        long until = now();
        while (current < until) {
            current++;
            turn(slot(current));
        }
        ticking = waiting > 0;
        if (ticking) {
            loop.schedule(this::tick, 1, TimeUnit.MILLISECONDS);
        }
    }

    /** Empties the slot of what is due; the rest waits for a later turn. */
    private void turn(int slot) {
        Timed timed = slots[slot];
        slots[slot] = null;
        while (timed != null) {
            Timed following = timed.next;
            if (timed.dueMillis <= current) {
                timed.next = null;
                waiting--;
                timed.due();
            } else {
                timed.next = slots[slot];
                slots[slot] = timed;
            }
            timed = following;
        }
    }

    private static int slot(long millis) {
        return (int) (millis & (SLOTS - 1));
    }
}
