package dev.repartee.gateway.view;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.content.Nlu;
import dev.repartee.contract.content.Reply;
import dev.repartee.gateway.limit.OpenRequests;
import dev.repartee.messages.ConversationPage;
import dev.repartee.messages.Cursor;
import dev.repartee.messages.StoredMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The fields of messages as history has them. */
public final class StoredViews {

    private StoredViews() {}

    /** A message that history does not have yet. */
    public static ObjectNode open(OpenRequests.Open open) {
        ObjectNode view =
                Json.object()
                        .put("requestId", open.key().requestId().value())
                        .put("conversationId", open.conversation().conversation().value())
                        .put("status", StoredMessage.State.OPEN.word());
        view.putObject("timeline").put("acceptedAt", open.since().toString());
        return view;
    }

    /** A message and what became of it. */
    public static ObjectNode message(StoredMessage message) {
        StoredMessage.Place place = message.place();
        ObjectNode view =
                Json.object()
                        .put("requestId", message.key().requestId().value())
                        .put("conversationId", place.conversation().value())
                        .put("status", message.outcome().state().word())
                        .put("mode", place.mode().word());
        put(view, "assistantId", place.assistant());
        put(view, "sessionId", place.session());
        put(view, "channel", place.channel());
        put(view, "text", message.inbound().text());
        put(view, "language", message.inbound().language());
        if (!message.inbound().attachments().isEmpty()) {
            view.set("attachments", Json.node(message.inbound().attachments()));
        }
        Reply reply = message.outcome().reply();
        if (reply != null) {
            view.set("reply", Views.reply(reply));
        }
        Nlu nlu = message.outcome().nlu();
        if (nlu != null) {
            view.set("analysis", Json.node(nlu));
        }
        failure(view, message);
        if (message.delivery().status() != null) {
            ObjectNode delivery =
                    view.putObject("delivery")
                            .put("status", message.delivery().status().word())
                            .put("attempts", message.delivery().attempts());
            put(delivery, "at", message.delivery().at());
        }
        if (message.erased()) {
            view.put("erased", true);
        }
        view.set("timeline", timeline(message.timing()));
        return view;
    }

    /** A page of a conversation. */
    public static ObjectNode page(ConversationPage page) {
        ObjectNode view = Json.object();
        ArrayNode messages = view.putArray("messages");
        page.messages().forEach(message -> messages.add(message(message)));
        Cursor next = page.next();
        put(view, "nextCursor", next);
        return view;
    }

    private static void failure(ObjectNode view, StoredMessage message) {
        ErrorCode code =
                switch (message.outcome().state()) {
                    case PARKED -> ErrorCode.REQUEST_PARKED;
                    case EXPIRED ->
                            message.erased() ? ErrorCode.USER_ERASED : ErrorCode.REQUEST_EXPIRED;
                    case OPEN, REPLIED, ANALYSED -> null;
                };
        if (code != null) {
            view.putObject("failure").put("code", code.word()).put("detail", Views.detail(code));
        }
    }

    /** Times, and how long each step took in milliseconds. */
    private static ObjectNode timeline(StoredMessage.Timing timing) {
        ObjectNode view = Json.object().put("acceptedAt", timing.acceptedAt().toString());
        put(view, "dispatchedAt", timing.dispatchedAt());
        put(view, "inferenceStartedAt", timing.inferenceStartedAt());
        put(view, "finishedAt", timing.processedAt());
        put(view, "deliveredAt", timing.deliveredAt());
        ObjectNode latency = view.putObject("latencyMs");
        put(latency, "dispatch", timing.untilDispatch());
        put(latency, "waiting", timing.waitingForInference());
        put(latency, "inference", timing.inference());
        put(latency, "delivery", timing.delivery());
        put(latency, "total", timing.untilResult());
        return view;
    }

    private static void put(ObjectNode view, String name, Optional<Duration> duration) {
        duration.ifPresent(value -> view.put(name, value.toMillis()));
    }

    private static void put(ObjectNode view, String name, @Nullable Instant instant) {
        put(view, name, (Object) instant);
    }

    private static void put(ObjectNode view, String name, @Nullable Object value) {
        if (value != null) {
            view.put(name, value.toString());
        }
    }
}
