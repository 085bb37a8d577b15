package dev.repartee.inference;

import dev.repartee.contract.EventHeaders;
import dev.repartee.contract.Topic;
import dev.repartee.contract.UserKey;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.contract.event.EventCodec;
import dev.repartee.contract.event.InferenceWork;
import dev.repartee.embedded.TestEngines;
import dev.repartee.kafka.LogCluster;
import dev.repartee.kafka.cluster.TopicCreator;
import dev.repartee.kafka.cluster.TopicSettings;
import dev.repartee.kafka.sender.StageSender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The real topics: work goes in, results are read back in the order of the log. */
final class LogHarness implements AutoCloseable {

    final LogCluster cluster = LogCluster.of(TestEngines.kafka());
    final List<ChatResult> results = new CopyOnWriteArrayList<>();
    private final StageSender sender = new StageSender(cluster, "test", new SimpleMeterRegistry());
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread reader;

    LogHarness() {
        try (TopicCreator topics = new TopicCreator(cluster, TopicSettings.EMBEDDED)) {
            topics.createCatalogue();
        }
        consumer =
                new KafkaConsumer<>(
                        cluster.properties(),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                IntStream.range(0, Topic.PARTITIONS)
                        .mapToObj(number -> new TopicPartition(Topic.RESULTS.topicName(), number))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        reader = Thread.ofPlatform().name("results").start(this::read);
    }

    void send(InferenceWork work) {
        try {
            sender.send(Topic.TO_INFER.topicName(), work).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    void sendGarbage(UserKey user, EventHeaders headers) {
        try {
            sender.append(
                            Topic.TO_INFER.topicName(),
                            null,
                            user.bytes(),
                            "nonsense".getBytes(StandardCharsets.UTF_8),
                            headers.toMap())
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    /** The ids of a user's results in the order of the log, each at its first place. */
    List<String> firstResults(String user) {
        return results.stream()
                .filter(result -> result.key().user().value().equals(user))
                .map(result -> result.key().requestId().value())
                .distinct()
                .toList();
    }

    private void read() {
        try {
            while (true) {
                for (ConsumerRecord<byte[], byte[]> record :
                        consumer.poll(Duration.ofMillis(200))) {
                    Map<String, byte[]> headers = new HashMap<>();
                    for (Header header : record.headers()) {
                        headers.put(header.key(), header.value());
                    }
                    results.add(
                            EventCodec.decode(
                                    EventHeaders.of(headers), record.value(), ChatResult.class));
                }
            }
        } catch (WakeupException e) {
            consumer.close();
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sender.close(Duration.ofSeconds(5));
    }
}
