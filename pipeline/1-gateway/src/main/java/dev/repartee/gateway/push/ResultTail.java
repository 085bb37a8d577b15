package dev.repartee.gateway.push;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.EventHeaders;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.Topic;
import dev.repartee.contract.UserKey;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.contract.event.EventCodec;
import dev.repartee.contract.event.EventType;
import dev.repartee.kafka.LogCluster;
import dev.repartee.kafka.cluster.GroupSnapshot;
import dev.repartee.redis.LinkListener;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the results off the log while Redis is gone, for the sockets and responses held here
 * (promise P6).
 *
 * <p>Begins a few seconds before Redis went, and where delivery is further behind, with the first
 * result that delivery has not finished: or a newer reply would be shown before it. So it shows
 * some results a second time: sockets drop what they have shown. Ends a few seconds after Redis is
 * back, when presence is asserted again. It has no group and commits nothing.
 */
public final class ResultTail implements LinkListener, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ResultTail.class);
    private static final Duration LOOK_BACK = Duration.ofSeconds(5);
    private static final Duration OVERLAP = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final LogCluster cluster;
    private final PushRouter router;
    private final StoredResults stored;
    private final InstantSource clock;

    // All of these belong to this object's monitor.
    private @Nullable Thread reader;
    private Instant downSince = Instant.MAX;
    private Instant until = Instant.MIN;

    public ResultTail(
            LogCluster cluster, PushRouter router, StoredResults stored, InstantSource clock) {
        this.cluster = cluster;
        this.router = router;
        this.stored = stored;
        this.clock = clock;
    }

    @Override
    public synchronized void down() {
        until = Instant.MAX;
        downSince = clock.instant();
        if (reader == null) {
            reader = Thread.ofPlatform().name("result-tail").daemon().start(this::run);
        }
    }

    @Override
    public synchronized void up() {
        if (reader != null) {
            until = clock.instant().plus(OVERLAP);
        }
    }

    /** Ends reading and waits for it. */
    @Override
    public void close() {
        Thread ending;
        synchronized (this) {
            until = Instant.MIN;
            ending = reader;
        }
        if (ending != null) {
            ending.interrupt();
            try {
                ending.join(Duration.ofSeconds(2));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Also gives up the thread, in one step with the decision to end. */
    private synchronized boolean over() {
        if (clock.instant().isBefore(until)) {
            return false;
        }
        reader = null;
        return true;
    }

    private void run() {
        log.atInfo().log("Redis is gone; results are read off the log");
        Map<TopicPartition, Long> positions = new HashMap<>();
        Finished finished = null;
        while (!over()) {
            try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
                finished = seek(consumer, positions, finished);
                while (!over()) {
                    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                        if (!finished.has(record)) {
                            take(record);
                        }
                        positions.put(
                                new TopicPartition(record.topic(), record.partition()),
                                record.offset() + 1);
                    }
                }
                return;
            } catch (KafkaException | ReparteeException e) {
                log.atDebug().setCause(e).log("the results can't be read now");
                pause();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> properties = new HashMap<>(cluster.properties());
        properties.put("enable.auto.commit", false);
        properties.put("auto.offset.reset", "latest");
        properties.put("client.id", "gateway-result-tail");
        properties.put("isolation.level", "read_uncommitted");
        return new KafkaConsumer<>(
                properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * What delivery had finished before the time that is read again anyway.
     *
     * @param begin the first offset of that time in each partition
     */
    private record Finished(GroupSnapshot delivery, Map<TopicPartition, Long> begin) {

        boolean has(ConsumerRecord<byte[], byte[]> record) {
            TopicPartition partition = new TopicPartition(record.topic(), record.partition());
            return record.offset() < begin.getOrDefault(partition, 0L)
                    && delivery.finished(record.topic(), record.partition(), record.offset());
        }

        /** Where to begin; a delivery that never committed has nothing under way. */
        long first(TopicPartition partition) {
            long recent = begin.getOrDefault(partition, 0L);
            long unfinished = delivery.contiguous(partition.topic(), partition.partition());
            return unfinished == 0 ? recent : Math.min(recent, unfinished);
        }
    }

    private Finished seek(
            KafkaConsumer<byte[], byte[]> consumer,
            Map<TopicPartition, Long> positions,
            @Nullable Finished known) {
        List<TopicPartition> partitions =
                IntStream.range(0, Topic.PARTITIONS)
                        .mapToObj(number -> new TopicPartition(Topic.RESULTS.topicName(), number))
                        .toList();
        consumer.assign(partitions);
        Finished finished = known == null ? finished(consumer, partitions) : known;
        for (TopicPartition partition : partitions) {
            consumer.seek(partition, positions.getOrDefault(partition, finished.first(partition)));
        }
        partitions.forEach(partition -> positions.put(partition, consumer.position(partition)));
        return finished;
    }

    private Finished finished(
            KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        long from = since().minus(LOOK_BACK).toEpochMilli();
        Map<TopicPartition, Long> wanted = new HashMap<>();
        partitions.forEach(partition -> wanted.put(partition, from));
        // The ends first: what is appended while the times are asked for must not be skipped.
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(wanted);
        Map<TopicPartition, Long> begin = new HashMap<>();
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp at = found.get(partition);
            begin.put(partition, at == null ? ends.get(partition) : at.offset());
        }
        return new Finished(
                GroupSnapshot.read(
                        cluster, Topic.Party.DELIVERY.word(), List.of(Topic.RESULTS.topicName())),
                begin);
    }

    private synchronized Instant since() {
        return downSince;
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            EventHeaders headers = headers(record);
            String requestId = headers.requestId();
            if (requestId == null) {
                return;
            }
            if (record.key() == null || record.value() == null) {
                return;
            }
            UserKey user = UserKey.parse(record.key());
            RequestKey key = new RequestKey(user.tenant(), user.user(), new RequestId(requestId));
            if (!router.wants(key)) {
                return;
            }
            ChatResult result = EventCodec.decode(headers, record.value(), ChatResult.class);
            if (result instanceof ChatResult.Resend resend) {
                resend(resend);
            } else if (EventType.of(headers.type()).terminal()) {
                router.tailed(result, record.offset());
            }
        } catch (ReparteeException e) {
            log.atWarn()
                    .addKeyValue("coordinates", record.partition() + "@" + record.offset())
                    .addKeyValue("code", e.code().word())
                    .log("a result can't be read");
        }
    }

    private void resend(ChatResult.Resend resend) {
        if (resend.sameText()) {
            stored.look(resend.key());
        } else {
            router.refused(resend.key(), ErrorCode.ID_REUSED);
        }
    }

    private static EventHeaders headers(ConsumerRecord<byte[], byte[]> record) {
        Map<String, byte[]> headers = new HashMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), header.value());
        }
        return EventHeaders.of(headers);
    }
}
