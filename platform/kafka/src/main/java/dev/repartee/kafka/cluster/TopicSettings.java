package dev.repartee.kafka.cluster;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a deployment decides about its topics.
 *
 * @param replication copies of each partition: 3 in production, 1 embedded
 * @param minInSync copies that must have a record before it is acknowledged: 2 in production
 * @param retention instead of the catalogue's production retention, or null
 */
public record TopicSettings(int replication, int minInSync, @Nullable Duration retention) {

    /** Three copies, two in sync, the catalogue's retention. */
    public static final TopicSettings PRODUCTION = new TopicSettings(3, 2, null);

    /** One copy, everything kept for 7 days. */
    public static final TopicSettings EMBEDDED = new TopicSettings(1, 1, Duration.ofDays(7));

    /** Validates. */
    public TopicSettings {
        if (minInSync < 1 || replication < minInSync) {
            throw new IllegalArgumentException(
                    "minInSync must be from 1 to replication, not " + minInSync);
        }
    }
}
