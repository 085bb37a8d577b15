package dev.repartee.bench.fuzz.remote;

import dev.repartee.contract.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the dead letters of all topics, those since the last look. Used by one thread. */
final class DeadLetterLog implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaConsumer<byte[], byte[]> consumer;

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
                        .flatMap(DeadLetterLog::partitions)
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    private static java.util.stream.Stream<TopicPartition> partitions(Topic topic) {
        return IntStream.range(0, Topic.PARTITIONS)
                .mapToObj(number -> new TopicPartition(topic.deadLetterName(), number));
    }

    /** What was parked since the last look; waits half a second for more before it says none. */
    List<Letter> next() {
        List<Letter> letters = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            letters.add(
                    new Letter(
                            header(record, "dlq.coordinates"),
                            header(record, "dlq.group"),
                            header(record, "dlq.cause"),
                            header(record, "dlq.detail")));
        }
        return letters;
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
