package dev.repartee.kafka.consumer;

/**
 * What a consumer may hold at once (promise P7).
 *
 * @param records most records in hand: read and not finished, over all partitions
 * @param bytes about the most bytes of keys and values in hand; one more poll may lie above it
 * @param lanes most handlers running at once
 * @param queued most virtual threads of the process that wait for a processor when a handler
 *     begins; what is held back by it waits in hand, and counts as waiting for its turn
 */
public record Bounds(int records, long bytes, int lanes, int queued) {

    /** Enough that no processor ever waits for the next handler. */
    private static final int QUEUED_PER_PROCESSOR = 4;

    /** 2,000 records, 64 MiB, 256 lanes, however many wait for a processor. */
    public static final Bounds DEFAULT = new Bounds(2_000, 64L << 20, 256);

    /**
     * Begins handlers however many wait for a processor: for what ends work rather than begins it.
     */
    public Bounds(int records, long bytes, int lanes) {
        this(records, bytes, lanes, Integer.MAX_VALUE);
    }

    /** Validates. */
    public Bounds {
        if (records < 2 || bytes < 1 || lanes < 1 || queued < 1) {
            throw new IllegalArgumentException(
                    "a consumer must be able to hold 2 records, 1 byte and 1 lane");
        }
    }

    /** The same, giving way to handlers that have begun: for stages that begin work. */
    public Bounds yielding() {
        int processors = Runtime.getRuntime().availableProcessors();
        return new Bounds(records, bytes, lanes, QUEUED_PER_PROCESSOR * processors);
    }
}
