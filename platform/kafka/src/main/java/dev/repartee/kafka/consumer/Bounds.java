package dev.repartee.kafka.consumer;

/**
 * What a consumer may hold at once (promise P7).
 *
 * @param records most records in hand: read and not finished, over all partitions
 * @param bytes about the most bytes of keys and values in hand; one more poll may lie above it
 * @param lanes most handlers running at once
 */
public record Bounds(int records, long bytes, int lanes) {

    /** 2,000 records, 64 MiB, 256 lanes. */
    public static final Bounds DEFAULT = new Bounds(2_000, 64L << 20, 256);

    /** Validates. */
    public Bounds {
        if (records < 2 || bytes < 1 || lanes < 1) {
            throw new IllegalArgumentException(
                    "a consumer must be able to hold 2 records, 1 byte and 1 lane");
        }
    }
}
