package dev.repartee.kafka.ledger;

import java.time.Duration;

/**
 * What is committed for a partition.
 *
 * @param position the lowest unfinished offset
 * @param metadata what goes beside it
 */
public record CommitPoint(long position, CommitMetadata metadata) {

    /**
     * The metadata as text.
     *
     * @param waited how long records lately waited for their handler
     */
    public String text(Duration waited) {
        return metadata.encode(position, waited);
    }
}
