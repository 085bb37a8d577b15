package dev.repartee.kafka.cluster;

/**
 * A stretch of a partition.
 *
 * @param topic the topic's name
 * @param partition from 0
 * @param from the first offset
 * @param to the first offset after it
 */
public record ScanRange(String topic, int partition, long from, long to) {

    /** How many offsets it spans. */
    public long length() {
        return Math.max(0, to - from);
    }
}
