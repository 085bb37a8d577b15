package dev.repartee.delivery.lane;

/**
 * Which of a user's waiting replies are in memory: those beyond {@code start} and up to {@code
 * loadedThrough}. As long as others wait behind them, nothing that is newer may be shown.
 */
final class PendingWindow {

    private boolean waiting;
    private boolean beyond;
    private long start = -1;
    private long loadedThrough = -1;
    private int generation;

    /** No reply that waits is known to lie beyond. */
    private long highest = -1;

    /** Whether replies may wait in the store. */
    boolean waiting() {
        return waiting;
    }

    /** Whether replies that are not in memory have to come before this one. */
    boolean hides(long offset) {
        return beyond && offset > loadedThrough;
    }

    /** Whether every waiting reply beyond the cursor is in memory, or hidden behind it. */
    boolean covers(long cursor) {
        return !waiting || cursor >= start;
    }

    boolean incomplete() {
        return beyond;
    }

    long loadedThrough() {
        return loadedThrough;
    }

    int generation() {
        return generation;
    }

    /** A reply in memory was stored. */
    void stored(long offset) {
        waiting = true;
        highest = Math.max(highest, offset);
    }

    /** What was to be forgotten may wait still. */
    void kept() {
        waiting = true;
    }

    /** Nothing of what waits is in memory; reading begins behind the cursor. */
    void restart(long cursor) {
        waiting = true;
        beyond = true;
        start = cursor;
        loadedThrough = cursor;
        generation++;
    }

    /** Replies up to here left memory, though they may wait on for a device that is away. */
    void left(long offset) {
        start = Math.max(start, offset);
    }

    /** Memory ends here; the rest is read again later. */
    void endAt(long offset) {
        beyond = true;
        loadedThrough = offset;
        generation++;
    }

    void loaded(long through, boolean more) {
        loadedThrough = through;
        highest = Math.max(highest, through);
        beyond = more;
    }

    /** Everything up to the cursor of the slowest device is being forgotten. */
    void trimmed(long slowestCursor) {
        if (!beyond && slowestCursor >= highest) {
            waiting = false;
            start = -1;
        }
    }
}
