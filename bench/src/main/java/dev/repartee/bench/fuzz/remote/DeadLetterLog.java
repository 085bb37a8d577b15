package dev.repartee.bench.fuzz.remote;

import dev.repartee.contract.Coordinates;
import dev.repartee.contract.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the dead letters of all topics, those since the last look. Used by one thread. */
final class DeadLetterLog implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaConsumer<byte[], byte[]> consumer;

    /** By partition of the topics themselves: letters about earlier records are left out. */
    private Map<TopicPartition, Long> start = Map.of();

    /** A dead letter: where its record lay, who parked it and why. */
    record Letter(String coordinates, String group, String cause, String detail) {}

    DeadLetterLog(String bootstrap) {
        consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", bootstrap, "enable.auto.commit", "false"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                Arrays.stream(Topic.values())
                        .filter(topic -> topic != Topic.TRAFFIC)
                        .flatMap(topic -> partitions(topic.deadLetterName()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    private static Stream<TopicPartition> partitions(String topic) {
        return IntStream.range(0, Topic.PARTITIONS)
                .mapToObj(number -> new TopicPartition(topic, number));
    }

    /** From now on leaves out what is parked of the records that are already on the topics. */
    void startHere() {
        start =
                consumer.endOffsets(
                        Arrays.stream(Topic.values())
                                .flatMap(topic -> partitions(topic.topicName()))
                                .toList());
    }

    /** What was parked since the last look; waits half a second for more before it says none. */
    List<Letter> next() {
        List<Letter> letters = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            String coordinates = header(record, "dlq.coordinates");
            if (isEarlier(coordinates)) {
                continue;
            }
            letters.add(
                    new Letter(
                            coordinates,
                            header(record, "dlq.group"),
                            header(record, "dlq.cause"),
                            header(record, "dlq.detail")));
        }
        return letters;
    }

    private boolean isEarlier(String text) {
        if (text.isEmpty()) {
            return false;
        }
        Coordinates at = Coordinates.parse(text);
        return at.offset() < start.getOrDefault(new TopicPartition(at.topic(), at.partition()), 0L);
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
