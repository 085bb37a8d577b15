package dev.repartee.identity.key;

/**
 * When one key was last used. Noting it is one plain read for all but the first use of a second, so
 * that a key which everybody uses at once isn't a line that all cores write.
 */
final class KeyUse {

    private static final long GRAIN_MILLIS = 1_000;

    // Written by whoever uses the key; a lost race between two uses of one second changes nothing.
    private volatile long at;

    // Guarded by the monitor of the keys.
    private long written;

    void note(long nowMillis) {
        if (nowMillis - at >= GRAIN_MILLIS) {
            at = nowMillis;
        }
    }

    /** The last use, if it was not written down yet; else 0. */
    long unwritten() {
        long last = at;
        return last > written ? last : 0;
    }

    void written(long millis) {
        written = millis;
    }
}
