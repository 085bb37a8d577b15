package dev.repartee.kafka.cluster;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** Reads what groups have committed. */
final class Commits {

    private Commits() {}

    /** All commits of a group; none when there is no such group yet. */
    static Map<TopicPartition, OffsetAndMetadata> of(Admin admin, String group) {
        return answer(admin.listConsumerGroupOffsets(group), group);
    }

    /** The same for several groups, asked at once. */
    static Map<String, Map<TopicPartition, OffsetAndMetadata>> of(
            Admin admin, Collection<String> groups) {
        if (groups.isEmpty()) {
            return Map.of();
        }
        ListConsumerGroupOffsetsResult asked =
                admin.listConsumerGroupOffsets(
                        groups.stream()
                                .distinct()
                                .collect(
                                        Collectors.toMap(
                                                Function.identity(),
                                                _ -> new ListConsumerGroupOffsetsSpec())));
        Map<String, Map<TopicPartition, OffsetAndMetadata>> commits = new HashMap<>();
        groups.forEach(group -> commits.computeIfAbsent(group, named -> answer(asked, named)));
        return commits;
    }

    private static Map<TopicPartition, OffsetAndMetadata> answer(
            ListConsumerGroupOffsetsResult asked, String group) {
        try {
            Map<TopicPartition, OffsetAndMetadata> commits =
                    new HashMap<>(Answers.await(asked.partitionsToOffsetAndMetadata(group)));
            commits.values().removeIf(Objects::isNull);
            return commits;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return Map.of();
            }
            throw Answers.refused(e);
        }
    }
}
