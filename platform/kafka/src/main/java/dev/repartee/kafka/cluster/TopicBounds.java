package dev.repartee.kafka.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Where the partitions of some topics begin and end, asked over and over. A topic that is not
 * there, not yet or no more, is left out and hides no other. Belongs to one thread.
 */
final class TopicBounds {

    private static final Duration BEGINS_EVERY = Duration.ofSeconds(10);

    /**
     * The log seeks a topic that is gone for as long as the client waits at all. An answer that
     * takes so long is a reason to ask which topics there are.
     */
    private static final Duration PROMPT = Duration.ofSeconds(1);

    private final Map<String, List<TopicPartition>> partitions = new HashMap<>();
    private Map<TopicPartition, Long> begins = Map.of();
    private Instant beginsLookedAt = Instant.MIN;

    /** Where a partition begins and ends. */
    record Bounds(long begin, long end) {}

    /** The bounds of all partitions of those topics that are there. */
    Map<TopicPartition, Bounds> look(Admin admin, Set<String> topics, Instant now)
            throws ExecutionException {
        learn(admin, topics);
        lookAtBegins(admin, now);
        Map<TopicPartition, Bounds> bounds = new HashMap<>();
        offsets(admin, OffsetSpec.latest())
                .forEach(
                        (partition, end) ->
                                bounds.put(
                                        partition,
                                        new Bounds(begins.getOrDefault(partition, 0L), end)));
        return bounds;
    }

    private void learn(Admin admin, Set<String> topics) throws ExecutionException {
        List<String> unknown =
                topics.stream().filter(topic -> !partitions.containsKey(topic)).toList();
        if (!unknown.isEmpty()) {
            Map<String, List<TopicPartition>> learnt = present(admin, unknown);
            partitions.putAll(learnt);
            beginsLookedAt = learnt.isEmpty() ? beginsLookedAt : Instant.MIN;
        }
    }

    /**
     * Begins move when the log forgets, which it does in pieces of an hour. One that is known too
     * late makes what was forgotten unread count as unfinished meanwhile.
     */
    private void lookAtBegins(Admin admin, Instant now) throws ExecutionException {
        if (!now.minus(BEGINS_EVERY).isBefore(beginsLookedAt)) {
            begins = offsets(admin, OffsetSpec.earliest());
            beginsLookedAt = now;
        }
    }

    private Map<TopicPartition, Long> offsets(Admin admin, OffsetSpec spec)
            throws ExecutionException {
        Map<TopicPartition, OffsetSpec> wanted =
                partitions.values().stream()
                        .flatMap(List::stream)
                        .collect(Collectors.toMap(partition -> partition, _ -> spec));
        ListOffsetsResult asked = admin.listOffsets(wanted);
        if (!Answers.comesWithin(PROMPT, asked.all())) {
            partitions.keySet().retainAll(present(admin, partitions.keySet()).keySet());
        }
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (List<TopicPartition> ofTopic : partitions.values()) {
            for (TopicPartition partition : ofTopic) {
                offsets.put(partition, Answers.await(asked.partitionResult(partition)).offset());
            }
        }
        return offsets;
    }

    private static Map<String, List<TopicPartition>> present(Admin admin, Collection<String> topics)
            throws ExecutionException {
        Map<String, List<TopicPartition>> present = new HashMap<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> asked :
                admin.describeTopics(List.copyOf(topics)).topicNameValues().entrySet()) {
            String topic = asked.getKey();
            try {
                present.put(
                        topic,
                        Answers.await(asked.getValue()).partitions().stream()
                                .map(info -> new TopicPartition(topic, info.partition()))
                                .toList());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
        }
        return present;
    }
}
