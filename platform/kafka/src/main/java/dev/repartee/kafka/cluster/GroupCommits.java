package dev.repartee.kafka.cluster;

import dev.repartee.kafka.LogCluster;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * What one group has committed, asked over a connection of its own each time.
 *
 * <p>A consumer that is asked for commits while it fetches the same ones by itself never gets an
 * answer again when that fetch fails (KAFKA-20765, in all clients up to 4.3.1), so consumers of
 * ours are not asked.
 */
public final class GroupCommits {

    private final LogCluster cluster;
    private final String group;

    public GroupCommits(LogCluster cluster, String group) {
        this.cluster = cluster;
        this.group = group;
    }

    /**
     * All commits of the group; none when there is no such group yet.
     *
     * @throws dev.repartee.contract.ReparteeException with {@link
     *     dev.repartee.contract.ErrorCode#LOG_UNAVAILABLE}
     */
    public Map<TopicPartition, OffsetAndMetadata> read() {
        try (Admin admin = Answers.admin(cluster)) {
            return new HashMap<>(Commits.of(admin, group));
        }
    }
}
