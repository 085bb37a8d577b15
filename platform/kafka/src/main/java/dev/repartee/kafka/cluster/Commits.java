package dev.repartee.kafka.cluster;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** Reads what groups have committed. */
final class Commits {

    private Commits() {}

    /** All commits of a group; none when there is no such group yet. */
    static Map<TopicPartition, OffsetAndMetadata> of(Admin admin, String group) {
        try {
            Map<TopicPartition, OffsetAndMetadata> commits =
                    new HashMap<>(
                            Answers.await(
                                    admin.listConsumerGroupOffsets(group)
                                            .partitionsToOffsetAndMetadata(group)));
            commits.values().removeIf(commit -> commit == null);
            return commits;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return Map.of();
            }
            throw Answers.refused(e);
        }
    }
}
