package dev.repartee.audit.operations;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.Topic;
import dev.repartee.kafka.LogCluster;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;

/** Which of our topics the log has, and where the audit stands in them. */
final class LogTopics implements AutoCloseable {

    private final Admin admin;

    LogTopics(LogCluster cluster) {
        this.admin = Admin.create(cluster.properties());
    }

    /** The topics that carry work: the common one and those of pools. */
    List<String> work() {
        return names().stream()
                .filter(name -> isWork(name) && !name.endsWith(Topic.DEAD_LETTER_SUFFIX))
                .toList();
    }

    /** The dead-letter topics. */
    List<String> deadLetters() {
        return all().stream().filter(name -> name.endsWith(Topic.DEAD_LETTER_SUFFIX)).toList();
    }

    /** Every topic of the catalogue, with pools and dead letters. */
    List<String> all() {
        return names().stream().filter(LogTopics::isOurs).toList();
    }

    /** The group that inference has for a topic of work. */
    static String inferenceGroup(String workTopic) {
        String common = Topic.TO_INFER.topicName();
        return Topic.inferenceGroup(
                workTopic.equals(common) ? "" : workTopic.substring(common.length() + 1));
    }

    /** The first request that the audit stage still holds or has not read, by partition. */
    Map<Integer, Long> auditedRequests() {
        Map<Integer, Long> commits = new HashMap<>();
        answer(
                        admin.listConsumerGroupOffsets(Topic.Party.AUDIT.word())
                                .partitionsToOffsetAndMetadata())
                .forEach(
                        (partition, commit) -> {
                            if (commit != null
                                    && partition.topic().equals(Topic.REQUESTS.topicName())) {
                                commits.put(partition.partition(), commit.offset());
                            }
                        });
        return commits;
    }

    private List<String> names() {
        return answer(admin.listTopics().names()).stream().sorted().toList();
    }

    private static boolean isOurs(String name) {
        return isWork(name)
                || Arrays.stream(Topic.values())
                        .anyMatch(
                                topic ->
                                        name.equals(topic.topicName())
                                                || name.equals(topic.deadLetterName()));
    }

    private static boolean isWork(String name) {
        String common = Topic.TO_INFER.topicName();
        return name.equals(common) || name.startsWith(common + ".");
    }

    private static <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new ReparteeException(
                    ErrorCode.LOG_UNAVAILABLE, "the log does not answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReparteeException(ErrorCode.GOING_AWAY, "interrupted", e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
