package dev.repartee.kafka.sender;

import dev.repartee.contract.Coordinates;
import dev.repartee.contract.EventHeaders;
import dev.repartee.contract.event.Event;
import dev.repartee.kafka.EventSender;
import dev.repartee.kafka.LogCluster;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * The stages' sender: never gives up and never reorders.
 *
 * <p>What one thread sends to one partition arrives in that order, also across failures; after a
 * failure that the client can't mend, records may arrive a second time. A send blocks its caller
 * while the buffer is full or the log was never reached, so call it from a virtual thread. A future
 * fails only when the record itself is refused (too large), or the sender is closed. Futures
 * complete on the connection's own thread: what depends on them must not block. Thread-safe.
 */
public final class StageSender implements EventSender {

    private static final int MOST_FORGOTTEN = 1_000;

    private final StageLog log;
    private final Outbox outbox;
    private final SenderMeters meters;
    private final Semaphore forgotten = new Semaphore(MOST_FORGOTTEN);
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * A sender with a connection of its own.
     *
     * @param name of its owner, for metrics and the broker's logs
     */
    public StageSender(LogCluster cluster, String name, MeterRegistry registry) {
        this(new StageLog(cluster, name, registry), new SenderMeters(registry, name));
    }

    StageSender(StageLog log, SenderMeters meters) {
        this.log = log;
        this.meters = meters;
        this.outbox = log.lease();
    }

    @Override
    public CompletableFuture<Coordinates> send(String topic, Event event, EventHeaders headers) {
        return append(Drafts.of(topic, event, headers));
    }

    @Override
    public void sendAndForget(String topic, Event event, @Nullable String traceparent) {
        if (!forgotten.tryAcquire()) {
            meters.dropped();
            return;
        }
        Thread.startVirtualThread(
                () ->
                        send(topic, event, event.headers().withTraceparent(traceparent))
                                .whenComplete((_, _) -> forgotten.release()));
    }

    /**
     * Appends bytes as they are: dead letters and their replays.
     *
     * @param partition where, or null to let the key decide
     */
    public CompletableFuture<Coordinates> append(
            String topic,
            @Nullable Integer partition,
            byte @Nullable [] key,
            byte @Nullable [] value,
            Map<String, byte[]> headers) {
        return append(Drafts.of(topic, partition, key, value, headers));
    }

    /** Lets what was sent arrive, up to the limit, then lets go; what did not arrive fails. */
    public void close(Duration limit) {
        if (closed.compareAndSet(false, true)) {
            log.giveBack(outbox, meters, limit);
        }
    }

    private CompletableFuture<Coordinates> append(ProducerRecord<byte[], byte[]> draft) {
        return closed.get()
                ? CompletableFuture.failedFuture(Drafts.failure(new KafkaException("closed")))
                : outbox.append(draft, meters);
    }
}
