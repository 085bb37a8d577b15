package dev.repartee.kafka.sender;

import dev.repartee.contract.Coordinates;
import dev.repartee.contract.EventHeaders;
import dev.repartee.contract.event.Event;
import dev.repartee.kafka.EventSender;
import dev.repartee.kafka.LogCluster;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's sender: never blocks its caller and gives up soon, after 3 s unless told otherwise.
 *
 * <p>A send that fails completes with a {@link dev.repartee.contract.ReparteeException} of {@link
 * dev.repartee.contract.ErrorCode#LOG_UNAVAILABLE}. That means "not promised": the record may still
 * be in the log. When the buffer is full it fails at once. Futures complete on the connection's own
 * thread: what depends on them must not block. Thread-safe.
 */
public final class AcceptingSender implements EventSender {

    private static final Duration LIMIT = Duration.ofSeconds(3);
    private static final long FAILURE_COUNTS_NANOS = Duration.ofSeconds(5).toNanos();
    private static final int MOST_WAITING_FOR_A_TOPIC = 1_000;

    private final Duration limit;
    private final Producer<byte[], byte[]> producer;
    private final SenderMeters meters;

    /** Topics whose partitions are known, so that a send to them does not need to wait. */
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    private final Set<String> awaited = ConcurrentHashMap.newKeySet();
    private final Map<String, TopicLine> lines = new ConcurrentHashMap<>();
    private volatile boolean reached = true;
    private volatile long failedAt;
    private volatile boolean closed;

    /**
     * @param name of its owner, for metrics and the broker's logs
     */
    public AcceptingSender(LogCluster cluster, String name, MeterRegistry registry) {
        this(cluster, name, registry, LIMIT);
    }

    /**
     * @param name of its owner, for metrics and the broker's logs
     * @param limit when a send has failed that was not acknowledged
     */
    public AcceptingSender(
            LogCluster cluster, String name, MeterRegistry registry, Duration limit) {
        this.limit = limit;
        producer = Producers.impatient(cluster, name, Math.toIntExact(limit.toMillis()));
        meters = new SenderMeters(registry, name);
    }

    /** Learns in the background where the topic's partitions are; ready when it knows. */
    public void prepare(String topic) {
        if (awaited.add(topic)) {
            Thread.ofVirtual().name("prepare-" + topic).start(() -> prepareUntilKnown(topic));
        }
    }

    @Override
    public CompletableFuture<Coordinates> send(String topic, Event event, EventHeaders headers) {
        CompletableFuture<Coordinates> result = new CompletableFuture<>();
        ProducerRecord<byte[], byte[]> draft = Drafts.of(topic, event, headers);
        TopicLine line = lines.computeIfAbsent(topic, _ -> new TopicLine(MOST_WAITING_FOR_A_TOPIC));
        if (!line.enter(new Waiting(draft, result))) {
            fail(result, new TimeoutException("too many records wait for topic " + topic));
        }
        return result;
    }

    /** A record on its way to the client, in the order of its topic. */
    private final class Waiting implements TopicLine.Turn {

        private final ProducerRecord<byte[], byte[]> draft;
        private final CompletableFuture<Coordinates> result;
        private final long deadline = System.nanoTime() + limit.toNanos();

        Waiting(ProducerRecord<byte[], byte[]> draft, CompletableFuture<Coordinates> result) {
            this.draft = draft;
            this.result = result;
        }

        @Override
        public boolean now() {
            return known.contains(draft.topic()) && taken(draft, result);
        }

        @Override
        public void later() {
            sendWhenKnown(draft, result, deadline);
        }
    }

    @Override
    public void sendAndForget(String topic, Event event, @Nullable String traceparent) {
        send(topic, event, event.headers().withTraceparent(traceparent))
                .whenComplete((_, failure) -> noteDropped(failure));
    }

    /**
     * Whether every prepared topic is known and the last record was acknowledged. A failure counts
     * for 5 s: whoever gets no more traffic for not being ready must be tried again.
     */
    public boolean ready() {
        boolean hopeful = reached || System.nanoTime() - failedAt > FAILURE_COUNTS_NANOS;
        return hopeful && !closed && known.containsAll(awaited);
    }

    /** Lets what was sent arrive, up to the limit, then lets go. */
    public void close(Duration limit) {
        closed = true;
        producer.close(limit);
    }

    /**
     * Whether the client has taken the record. It has not when a time-out is told before the call
     * returns: it knows no partitions of the topic, as happens after a long outage. A full buffer
     * is a failure, not a reason to wait.
     */
    private boolean taken(
            ProducerRecord<byte[], byte[]> draft, CompletableFuture<Coordinates> result) {
        long sent = System.nanoTime();
        AtomicBoolean decided = new AtomicBoolean();
        try {
            producer.send(
                    draft,
                    (metadata, failure) -> {
                        if (failure == null) {
                            reached = true;
                            meters.acknowledged(sent);
                            result.complete(Producers.coordinates(metadata));
                        } else if (!isUnknownTopic(failure)
                                || !decided.compareAndSet(false, true)) {
                            fail(result, failure);
                        }
                    });
        } catch (KafkaException | IllegalStateException e) {
            fail(result, e);
        }
        boolean taken = decided.compareAndSet(false, true);
        if (!taken) {
            forget(draft.topic());
        }
        return taken;
    }

    private static boolean isUnknownTopic(Exception failure) {
        return failure instanceof TimeoutException
                && !(failure instanceof BufferExhaustedException);
    }

    private void forget(String topic) {
        if (known.remove(topic) && awaited.remove(topic)) {
            prepare(topic);
        }
    }

    private void sendWhenKnown(
            ProducerRecord<byte[], byte[]> draft,
            CompletableFuture<Coordinates> result,
            long deadline) {
        try {
            while (!(learn(draft.topic()) && taken(draft, result))) {
                if (System.nanoTime() - deadline > 0) {
                    fail(result, new TimeoutException("topic " + draft.topic() + " is unknown"));
                    return;
                }
                Thread.sleep(Duration.ofMillis(10));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(result, e);
        }
    }

    private void prepareUntilKnown(String topic) {
        try {
            while (!closed && !learn(topic)) {
                Thread.sleep(Duration.ofMillis(50));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks what the connection knows; asking makes it find out. */
    private boolean learn(String topic) {
        try {
            return known.contains(topic)
                    || !producer.partitionsFor(topic).isEmpty() && known.add(topic);
        } catch (KafkaException | IllegalStateException _) {
            return false;
        }
    }

    private void fail(CompletableFuture<Coordinates> result, Throwable failure) {
        if (!Drafts.hopeless(failure)) {
            failedAt = System.nanoTime();
            reached = false;
        }
        meters.failed();
        result.completeExceptionally(Drafts.failure(failure));
    }

    private void noteDropped(@Nullable Throwable failure) {
        if (failure != null) {
            meters.dropped();
        }
    }
}
