package dev.repartee.kafka.ledger;

/** How much a consumer has in hand, and whether more fits. Owned by the {@link Hand}'s lock. */
final class Room {

    private static final int SMALLEST_SHARE = 32;
    private static final int LARGEST_POLL = 500;

    private final int maxRecords;
    private final long maxBytes;
    private int records;
    private long bytes;
    private boolean full;

    Room(int maxRecords, long maxBytes) {
        this.maxRecords = maxRecords;
        this.maxBytes = maxBytes;
    }

    /** Most records that one poll may add. */
    int pollSize() {
        return Math.clamp(maxRecords / 4, 1, LARGEST_POLL);
    }

    void take(Held held) {
        records++;
        bytes += held.bytes();
    }

    void leave(Held held) {
        records--;
        bytes -= held.bytes();
    }

    int records() {
        return records;
    }

    /** Once full, it stays so until half of it is worked off. */
    boolean full() {
        full =
                full
                        ? records > maxRecords / 2 || bytes > maxBytes / 2
                        : records + pollSize() > maxRecords || bytes >= maxBytes;
        return full;
    }

    /** How many records there is room for in each of so many partitions. */
    long share(int partitions) {
        return Math.max(SMALLEST_SHARE, maxRecords / Math.max(1, partitions));
    }
}
