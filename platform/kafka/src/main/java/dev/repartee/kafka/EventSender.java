package dev.repartee.kafka;

import dev.repartee.contract.Coordinates;
import dev.repartee.contract.EventHeaders;
import dev.repartee.contract.event.Event;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Appends events to the log, keyed by their user. */
public interface EventSender {

    /**
     * Appends an event with its own headers.
     *
     * @return completes with the coordinates when the log acknowledged with {@code acks=all}
     */
    default CompletableFuture<Coordinates> send(String topic, Event event) {
        return send(topic, event, event.headers());
    }

    /** Appends an event with the given headers (trace context or a replay's marks added). */
    CompletableFuture<Coordinates> send(String topic, Event event, EventHeaders headers);

    /**
     * Appends an event whose loss nobody would miss and whose success nobody waits for; never
     * blocks, drops when full.
     */
    void sendAndForget(String topic, Event event, @Nullable String traceparent);
}
