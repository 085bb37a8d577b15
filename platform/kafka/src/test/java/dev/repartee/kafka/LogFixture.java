package dev.repartee.kafka;

import dev.repartee.contract.EventHeaders;
import dev.repartee.kafka.sender.StageSender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/** A topic of a test's own, with its dead letters, and what a test needs around it. */
public final class LogFixture implements AutoCloseable {

    public final LogCluster cluster;
    public final String topic = "test." + UUID.randomUUID();
    public final String group = "group." + UUID.randomUUID();
    public final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    public final Clock clock = Clock.systemUTC();
    public final StageSender sender;
    private final Admin admin;

    public LogFixture(String bootstrap, int partitions) {
        this(LogCluster.of(bootstrap), partitions);
    }

    public LogFixture(LogCluster cluster, int partitions) {
        this.cluster = cluster;
        admin = Admin.create(cluster.properties());
        create(topic, partitions);
        create(topic + ".dlq", partitions);
        sender = new StageSender(cluster, "test", meters);
    }

    public void create(String name, int partitions) {
        get(
                admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1)))
                        .all()
                        .toCompletionStage()
                        .toCompletableFuture());
    }

    public void delete(String name) {
        get(admin.deleteTopics(List.of(name)).all().toCompletionStage().toCompletableFuture());
    }

    /** Appends a record of a conversation whose value is the text. */
    public CompletableFuture<?> append(int partition, String conversation, String text) {
        return append(partition, conversation, text, headers(conversation));
    }

    public CompletableFuture<?> append(
            int partition, String conversation, String text, EventHeaders headers) {
        return append(topic, partition, conversation, text, headers);
    }

    /** The same in a topic that is not the fixture's own. */
    public CompletableFuture<?> append(String to, int partition, String conversation, String text) {
        return append(to, partition, conversation, text, headers(conversation));
    }

    private CompletableFuture<?> append(
            String to, int partition, String conversation, String text, EventHeaders headers) {
        return sender.append(
                to, partition, bytes("acme:" + conversation), bytes(text), headers.toMap());
    }

    public static EventHeaders headers(String conversation) {
        return new EventHeaders(
                "request", 1, null, "acme", "r-" + conversation, conversation, null, null);
    }

    /** Where the group's commit of a partition stands; -1 when there is none. */
    public long committed(int partition) {
        OffsetAndMetadata commit = commits().get(new TopicPartition(topic, partition));
        return commit == null ? -1 : commit.offset();
    }

    public Map<TopicPartition, OffsetAndMetadata> commits() {
        return get(
                admin.listConsumerGroupOffsets(group)
                        .partitionsToOffsetAndMetadata()
                        .toCompletionStage()
                        .toCompletableFuture());
    }

    /** Sets a property that the broker keeps for the group. */
    public void configureGroup(String name, String value) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.GROUP, group);
        AlterConfigOp set =
                new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
        get(
                admin.incrementalAlterConfigs(Map.of(resource, List.of(set)))
                        .all()
                        .toCompletionStage()
                        .toCompletableFuture());
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static String text(LogRecord record) {
        return new String(record.value(), StandardCharsets.UTF_8);
    }

    public static <T> T get(CompletableFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        sender.close(Duration.ofSeconds(1));
        admin.close(Duration.ofSeconds(1));
    }
}
