package dev.repartee.audit.operations;

import dev.repartee.contract.Coordinates;
import dev.repartee.contract.EventHeaders;
import dev.repartee.contract.Topic;
import dev.repartee.contract.UserKey;
import dev.repartee.contract.event.Event;
import dev.repartee.embedded.TestEngines;
import dev.repartee.kafka.LogCluster;
import dev.repartee.kafka.cluster.LogScanner;
import dev.repartee.kafka.cluster.RawRecord;
import dev.repartee.kafka.cluster.ScanRange;
import dev.repartee.kafka.cluster.TopicCreator;
import dev.repartee.kafka.cluster.TopicSettings;
import dev.repartee.kafka.sender.StageSender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The catalogue's topics on the shared broker, written to by hand. */
public final class TestLog implements AutoCloseable {

    public final LogCluster cluster = LogCluster.of(TestEngines.kafka());
    public final StageSender sender = new StageSender(cluster, "test", new SimpleMeterRegistry());
    private final Admin admin = Admin.create(cluster.properties());

    public TestLog() {
        try (TopicCreator topics = new TopicCreator(cluster, TopicSettings.EMBEDDED)) {
            topics.createCatalogue();
        }
    }

    public CompletableFuture<Coordinates> append(Topic topic, Event event) {
        return sender.send(topic.topicName(), event);
    }

    /** As if the group had finished all that the topic holds. */
    public void finishAll(String group, Topic topic) {
        try (LogScanner scanner = new LogScanner(cluster)) {
            Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
            for (ScanRange range : scanner.whole(topic.topicName())) {
                ends.put(
                        new TopicPartition(range.topic(), range.partition()),
                        new OffsetAndMetadata(range.to()));
            }
            admin.alterConsumerGroupOffsets(group, ends).all().get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    /** Where a group's commit of a partition stands; -1 when there is none. */
    public long committed(String group, Coordinates record) {
        try {
            OffsetAndMetadata commit =
                    admin.listConsumerGroupOffsets(group)
                            .partitionsToOffsetAndMetadata()
                            .get()
                            .get(new TopicPartition(record.topic(), record.partition()));
            return commit == null ? -1 : commit.offset();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    /** The event words of one user's records on a topic, each with its request id. */
    public List<String> of(UserKey user, Topic topic) {
        List<String> found = new ArrayList<>();
        try (LogScanner scanner = new LogScanner(cluster)) {
            scanner.scan(
                    scanner.whole(topic.topicName()),
                    record -> {
                        if (Arrays.equals(record.key(), user.bytes())) {
                            found.add(
                                    header(record, EventHeaders.TYPE)
                                            + " "
                                            + header(record, EventHeaders.REQUEST_ID));
                        }
                        return true;
                    });
        }
        return found;
    }

    /** How many records of the given keys a topic holds. */
    public long count(Set<String> keys, Topic topic) {
        AtomicLong count = new AtomicLong();
        try (LogScanner scanner = new LogScanner(cluster)) {
            scanner.scan(
                    scanner.whole(topic.topicName()),
                    record -> {
                        if (keys.contains(new String(record.key()))) {
                            count.incrementAndGet();
                        }
                        return true;
                    });
        }
        return count.get();
    }

    private static String header(RawRecord record, String name) {
        return new String(record.headers().get(name));
    }

    @Override
    public void close() {
        sender.close(Duration.ofSeconds(2));
        admin.close(Duration.ofSeconds(1));
    }
}
