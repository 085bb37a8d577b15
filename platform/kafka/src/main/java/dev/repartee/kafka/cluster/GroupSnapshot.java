package dev.repartee.kafka.cluster;

import dev.repartee.kafka.LogCluster;
import dev.repartee.kafka.ledger.CommitMetadata;
import dev.repartee.kafka.ledger.OffsetRuns;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * What a group had finished at one moment, read from its commits. What it has finished since its
 * last commit (100 ms or less) is missing; what is named as finished is finished. Immutable.
 */
public final class GroupSnapshot {

    private static final Standing UNKNOWN = new Standing(0, OffsetRuns.NONE, Duration.ZERO);

    private final Map<TopicPartition, Standing> standings;

    private record Standing(long position, OffsetRuns finished, Duration waited) {

        boolean finished(long offset) {
            return offset < position || finished.contains(offset);
        }

        long unfinished(long begin, long end) {
            long first = Math.max(position, begin);
            return Math.max(0, end - first - finished.count());
        }
    }

    private GroupSnapshot(Map<TopicPartition, Standing> standings) {
        this.standings = standings;
    }

    /**
     * Asks the log once.
     *
     * @throws dev.repartee.contract.ReparteeException with {@link
     *     dev.repartee.contract.ErrorCode#LOG_UNAVAILABLE}
     */
    public static GroupSnapshot read(LogCluster cluster, String group, Collection<String> topics) {
        try (Admin admin = Answers.admin(cluster)) {
            return of(Commits.of(admin, group), topics);
        }
    }

    static GroupSnapshot of(
            Map<TopicPartition, OffsetAndMetadata> commits, Collection<String> topics) {
        Map<TopicPartition, Standing> standings = new HashMap<>();
        commits.forEach(
                (partition, commit) -> {
                    if (topics.contains(partition.topic())) {
                        standings.put(partition, standing(commit));
                    }
                });
        return new GroupSnapshot(standings);
    }

    /** Whether the record was finished. */
    public boolean finished(String topic, int partition, long offset) {
        return standing(topic, partition).finished(offset);
    }

    /** The first unfinished offset; 0 when the group never committed. */
    public long contiguous(String topic, int partition) {
        return standing(topic, partition).position();
    }

    /** How many records of a partition, which reaches from begin to end, are unfinished. */
    long unfinished(TopicPartition partition, long begin, long end) {
        return standings.getOrDefault(partition, UNKNOWN).unfinished(begin, end);
    }

    /** How long the owner's records lately waited for their handler, as of its last commit. */
    Duration waited(TopicPartition partition) {
        return standings.getOrDefault(partition, UNKNOWN).waited();
    }

    private Standing standing(String topic, int partition) {
        return standings.getOrDefault(new TopicPartition(topic, partition), UNKNOWN);
    }

    private static Standing standing(OffsetAndMetadata commit) {
        CommitMetadata metadata = CommitMetadata.decode(commit.offset(), commit.metadata());
        return new Standing(
                commit.offset(), metadata.finished(), CommitMetadata.waited(commit.metadata()));
    }
}
