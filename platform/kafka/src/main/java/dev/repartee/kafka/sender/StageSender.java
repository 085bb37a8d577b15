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
import org.jspecify.annotations.Nullable;

/**
 * The stages' sender: never gives up and never reorders. May block its caller while the log is
 * away, so call it from a virtual thread.
 */
public final class StageSender implements EventSender {

    /**
     * @param name of its owner, for metrics and the broker's logs
     */
    public StageSender(LogCluster cluster, String name, MeterRegistry meters) {}

    @Override
    public CompletableFuture<Coordinates> send(String topic, Event event, EventHeaders headers) {
        throw new UnsupportedOperationException("under construction");
    }

    @Override
    public void sendAndForget(String topic, Event event, @Nullable String traceparent) {
        throw new UnsupportedOperationException("under construction");
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
        throw new UnsupportedOperationException("under construction");
    }

    /** Lets what was sent arrive, up to the limit, then lets go. */
    public void close(Duration limit) {}
}
