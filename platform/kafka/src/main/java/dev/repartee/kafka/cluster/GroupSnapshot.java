package dev.repartee.kafka.cluster;

import dev.repartee.kafka.LogCluster;
import java.util.Collection;

/** What a group had finished at one moment, read from its commits. */
public final class GroupSnapshot {

    private GroupSnapshot() {}

    /** Asks the log once. */
    public static GroupSnapshot read(LogCluster cluster, String group, Collection<String> topics) {
        throw new UnsupportedOperationException("under construction");
    }

    /** Whether the record was finished. */
    public boolean finished(String topic, int partition, long offset) {
        return false;
    }

    /** The first unfinished offset; 0 when the group never committed. */
    public long contiguous(String topic, int partition) {
        return 0;
    }
}
