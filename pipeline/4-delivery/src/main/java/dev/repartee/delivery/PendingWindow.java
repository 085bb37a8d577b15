package dev.repartee.delivery;

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
    void stored() {
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

    /** Memory ends here; the rest is read again later. */
    void endAt(long offset) {
        beyond = true;
        loadedThrough = offset;
        generation++;
    }

    void loaded(long through, boolean more) {
        loadedThrough = through;
        beyond = more;
    }

    /** Everything up to the cursor of the slowest device is gone and memory holds no stored one. */
    void emptied(long slowestCursor) {
        if (!beyond && slowestCursor >= start) {
            waiting = false;
        }
    }
}
