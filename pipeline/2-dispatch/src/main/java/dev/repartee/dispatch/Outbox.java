package dev.repartee.dispatch;

import dev.repartee.contract.Coordinates;
import dev.repartee.contract.EventHeaders;
import dev.repartee.contract.Topic;
import dev.repartee.contract.event.ChatRequest;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.contract.event.ConversationNote;
import dev.repartee.contract.event.Event;
import dev.repartee.contract.event.InferenceWork;
import dev.repartee.contract.event.TrafficEvent;
import dev.repartee.kafka.EventSender;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Everything that dispatch writes to the log; the trace context of the request goes with it. */
final class Outbox {

    private final EventSender sender;

    Outbox(EventSender sender) {
        this.sender = sender;
    }

    CompletableFuture<Coordinates> work(String topic, InferenceWork work, EventHeaders cause) {
        return send(topic, work, cause);
    }

    CompletableFuture<Coordinates> result(ChatResult result, EventHeaders cause) {
        return send(Topic.RESULTS.topicName(), result, cause);
    }

    CompletableFuture<Coordinates> note(ConversationNote note, EventHeaders cause) {
        return send(Topic.CONVERSATIONS.topicName(), note, cause);
    }

    /** Analytics may miss one of these. */
    void traffic(ChatRequest request, TrafficEvent.Kind kind, Instant at, EventHeaders cause) {
        sender.sendAndForget(
                Topic.TRAFFIC.topicName(),
                new TrafficEvent(
                        request.userKey(),
                        kind,
                        request.envelope().key().requestId(),
                        null,
                        request.envelope().channel(),
                        request.text().getBytes(StandardCharsets.UTF_8).length,
                        at),
                cause.traceparent());
    }

    private CompletableFuture<Coordinates> send(String topic, Event event, EventHeaders cause) {
        @Nullable String trace = cause.traceparent();
        EventHeaders headers = event.headers();
        return sender.send(topic, event, trace == null ? headers : headers.withTraceparent(trace));
    }
}
