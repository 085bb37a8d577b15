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
 * <p>Begins a few seconds before Redis went, and where delivery is further behind, with what it
 * pushed last, which may not have come: or a newer reply would be shown before it. So it shows some
 * results a second time: sockets drop what they have shown. Ends a few seconds after Redis is back,
 * when presence is asserted again. It has no group and commits nothing.
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
        while (!over()) {
            try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
                seek(consumer, positions);
                while (!over()) {
                    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                        take(record);
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

    private void seek(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> positions) {
        List<TopicPartition> partitions =
                IntStream.range(0, Topic.PARTITIONS)
                        .mapToObj(number -> new TopicPartition(Topic.RESULTS.topicName(), number))
                        .toList();
        consumer.assign(partitions);
        if (positions.isEmpty()) {
            positions.putAll(begin(consumer, partitions));
        }
        positions.forEach(consumer::seek);
    }

    /**
     * Where delivery was when it pushed for the last time what may not have come: what came within
     * the look-back, and where delivery is behind that, as many results before the first that it
     * has not finished.
     */
    private Map<TopicPartition, Long> begin(
            KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        long from = since().minus(LOOK_BACK).toEpochMilli();
        Map<TopicPartition, Long> wanted = new HashMap<>();
        partitions.forEach(partition -> wanted.put(partition, from));
        // The ends first: what is appended while the times are asked for must not be skipped.
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(wanted);
        Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
        GroupSnapshot delivery =
                GroupSnapshot.read(
                        cluster, Topic.Party.DELIVERY.word(), List.of(Topic.RESULTS.topicName()));
        Map<TopicPartition, Long> begin = new HashMap<>();
        for (TopicPartition partition : partitions) {
            long end = ends.get(partition);
            OffsetAndTimestamp at = found.get(partition);
            long recent = at == null ? end : at.offset();
            long unfinished = delivery.contiguous(partition.topic(), partition.partition());
            // A delivery that never committed has nothing under way.
            long pushed = unfinished == 0 ? recent : unfinished - (end - recent);
            begin.put(partition, Math.max(first.get(partition), Math.min(recent, pushed)));
        }
        return begin;
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
