package dev.repartee.gateway;

import dev.repartee.contract.Coordinates;
import dev.repartee.contract.EventHeaders;
import dev.repartee.contract.event.ChatRequest;
import dev.repartee.contract.event.Event;
import dev.repartee.contract.event.TrafficEvent;
import dev.repartee.kafka.EventSender;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Passes everything on to the real log and remembers it. */
final class RecordingLog implements EventSender {

    /** One sent event. */
    record Sent(String topic, Event event, EventHeaders headers) {}

    final List<Sent> sent = new CopyOnWriteArrayList<>();
    final List<TrafficEvent> traffic = new CopyOnWriteArrayList<>();
    private final EventSender real;

    RecordingLog(EventSender real) {
        this.real = real;
    }

    @Override
    public CompletableFuture<Coordinates> send(String topic, Event event, EventHeaders headers) {
        sent.add(new Sent(topic, event, headers));
        return real.send(topic, event, headers);
    }

    @Override
    public void sendAndForget(String topic, Event event, @Nullable String traceparent) {
        traffic.add((TrafficEvent) event);
        real.sendAndForget(topic, event, traceparent);
    }

    List<ChatRequest> requests() {
        return sent.stream().map(one -> (ChatRequest) one.event()).toList();
    }

    ChatRequest request(String text) {
        return requests().stream()
                .filter(request -> request.text().equals(text))
                .findFirst()
                .orElseThrow();
    }
}
