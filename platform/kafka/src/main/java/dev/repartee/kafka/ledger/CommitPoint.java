package dev.repartee.kafka.ledger;

/**
 * What is committed for a partition.
 *
 * @param position the lowest unfinished offset
 * @param metadata what goes beside it
 */
public record CommitPoint(long position, CommitMetadata metadata) {

    /** The metadata as text. */
    public String text() {
        return metadata.encode(position);
    }
}
