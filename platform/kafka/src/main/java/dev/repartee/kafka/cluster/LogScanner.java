package dev.repartee.kafka.cluster;

import dev.repartee.contract.Coordinates;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.kafka.LogCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads stretches of the log without being in any group; for tools, not for stages. Not
 * thread-safe. Every call may throw a {@link ReparteeException} with {@link
 * ErrorCode#LOG_UNAVAILABLE}.
 */
public final class LogScanner implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(500);

    /** What is scanned is there already; a fetch that waits at the end would hold up the next. */
    private static final int FETCH_WAIT_MILLIS = 5;

    private static final int FETCH_BYTES = 8 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final KafkaConsumer<byte[], byte[]> consumer;

    public LogScanner(LogCluster cluster) {
        Map<String, Object> properties = cluster.properties();
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MILLIS);
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        properties.put(ConsumerConfig.METRIC_REPORTER_CLASSES_CONFIG, "");
        properties.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        consumer = new KafkaConsumer<>(properties, bytes, bytes);
    }

    /** Everything that a topic holds now; empty when there is no such topic. */
    public List<ScanRange> whole(String topic) {
        return ranges(topic, consumer::beginningOffsets);
    }

    /** What a topic holds now and was appended at or after the given time. */
    public List<ScanRange> since(String topic, Instant from) {
        return ranges(
                topic,
                partitions -> {
                    Map<TopicPartition, Long> times = new HashMap<>();
                    partitions.forEach(partition -> times.put(partition, from.toEpochMilli()));
                    Map<TopicPartition, Long> begins = new HashMap<>();
                    Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
                    found.forEach(
                            (partition, at) ->
                                    begins.put(
                                            partition, at == null ? Long.MAX_VALUE : at.offset()));
                    return begins;
                });
    }

    /**
     * Reads the ranges, each in its order, and returns when they are read or the visitor has seen
     * enough.
     *
     * @param visitor returns false to stop
     */
    public void scan(List<ScanRange> ranges, Predicate<RawRecord> visitor) {
        Map<TopicPartition, ScanRange> left = new LinkedHashMap<>();
        for (ScanRange range : ranges) {
            if (range.length() > 0) {
                left.put(new TopicPartition(range.topic(), range.partition()), range);
            }
        }
        ask(
                () -> {
                    consumer.assign(left.keySet());
                    consumer.resume(left.keySet());
                    left.forEach((partition, range) -> consumer.seek(partition, range.from()));
                    return null;
                });
        long heard = System.nanoTime();
        while (!left.isEmpty()) {
            List<ConsumerRecord<byte[], byte[]>> records = poll();
            if (!records.isEmpty()) {
                heard = System.nanoTime();
            } else if (System.nanoTime() - heard > PATIENCE.toNanos()) {
                throw new ReparteeException(
                        ErrorCode.LOG_UNAVAILABLE, "the log stopped answering in mid-scan");
            }
            for (ConsumerRecord<byte[], byte[]> record : records) {
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                ScanRange range = left.get(partition);
                if (range != null && record.offset() < range.to() && !visitor.test(raw(record))) {
                    return;
                }
            }
            dropRead(left);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }

    private List<ScanRange> ranges(
            String topic, Function<List<TopicPartition>, Map<TopicPartition, Long>> from) {
        return ask(
                () -> {
                    List<PartitionInfo> infos = consumer.partitionsFor(topic);
                    if (infos == null) {
                        return List.<ScanRange>of();
                    }
                    List<TopicPartition> partitions =
                            infos.stream()
                                    .map(info -> new TopicPartition(topic, info.partition()))
                                    .toList();
                    Map<TopicPartition, Long> begins = from.apply(partitions);
                    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
                    return partitions.stream()
                            .map(
                                    partition ->
                                            new ScanRange(
                                                    topic,
                                                    partition.partition(),
                                                    Math.min(
                                                            begins.get(partition),
                                                            ends.get(partition)),
                                                    ends.get(partition)))
                            .toList();
                });
    }

    private List<ConsumerRecord<byte[], byte[]>> poll() {
        return ask(
                () -> {
                    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
                    consumer.poll(POLL).forEach(records::add);
                    return records;
                });
    }

    private void dropRead(Map<TopicPartition, ScanRange> left) {
        boolean dropped =
                left.entrySet()
                        .removeIf(
                                entry ->
                                        ask(() -> consumer.position(entry.getKey()))
                                                >= entry.getValue().to());
        if (dropped) {
            List<TopicPartition> read =
                    consumer.assignment().stream()
                            .filter(partition -> !left.containsKey(partition))
                            .toList();
            consumer.pause(read);
        }
    }

    private static <T> T ask(Supplier<T> question) {
        try {
            return question.get();
        } catch (KafkaException e) {
            throw new ReparteeException(
                    ErrorCode.LOG_UNAVAILABLE, "the log can't be read: " + e.getMessage(), e);
        }
    }

    private static RawRecord raw(ConsumerRecord<byte[], byte[]> record) {
        Map<String, byte[]> headers = LinkedHashMap.newLinkedHashMap(12);
        for (Header header : record.headers()) {
            headers.put(header.key(), header.value());
        }
        return new RawRecord(
                new Coordinates(record.topic(), record.partition(), record.offset()),
                Instant.ofEpochMilli(record.timestamp()),
                record.key(),
                record.value(),
                headers);
    }
}
