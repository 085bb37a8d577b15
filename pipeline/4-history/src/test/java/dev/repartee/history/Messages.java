package dev.repartee.history;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ConversationId;
import dev.repartee.contract.Coordinates;
import dev.repartee.contract.Mode;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.UserId;
import dev.repartee.contract.content.Reply;
import dev.repartee.contract.content.ReplySource;
import dev.repartee.contract.content.TextHash;
import dev.repartee.contract.event.ChatRequest;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.contract.event.ConversationNote;
import dev.repartee.contract.event.DeliveryStatus;
import dev.repartee.contract.event.Envelope;
import dev.repartee.contract.event.Event;
import dev.repartee.contract.event.EventCodec;
import dev.repartee.contract.event.Timeline;
import dev.repartee.kafka.LogRecord;
import java.time.Instant;
import java.util.List;

/** The events of one message. */
record Messages(RequestKey key, Mode mode, Instant acceptedAt, long offset) {

    static Messages of(String user, int n) {
        return new Messages(
                new RequestKey(new TenantId("demo"), new UserId(user), new RequestId("r-" + n)),
                Mode.REPLY,
                Instant.now(),
                n);
    }

    Coordinates origin() {
        return new Coordinates("chat.requests", 3, offset);
    }

    private Envelope envelope() {
        return new Envelope(
                key,
                true,
                new AssistantId("guide"),
                new ConversationId("c-1"),
                null,
                mode,
                "web",
                null,
                acceptedAt);
    }

    ChatRequest request(String text) {
        return request(text, "en");
    }

    /** A language with a NUL is what no database takes. */
    ChatRequest poisonous() {
        return request("text", "e\u0000n");
    }

    private ChatRequest request(String text, String language) {
        return new ChatRequest(
                envelope(), text, TextHash.of(text), language, List.of(), List.of(), null);
    }

    ChatResult result(String text) {
        return new ChatResult.Replied(
                envelope(),
                origin(),
                new Reply(text, ReplySource.RULE, "en", List.of(), false, null, "greeting"),
                null,
                new Timeline(acceptedAt, acceptedAt, null, acceptedAt),
                false);
    }

    ChatResult observed(String text) {
        return new ChatResult.Analysed(
                envelope(),
                origin(),
                text,
                TextHash.of(text),
                "en",
                null,
                null,
                new Timeline(acceptedAt, acceptedAt, null, acceptedAt),
                false);
    }

    ConversationNote note() {
        return new ConversationNote(
                key,
                new ConversationId("c-1"),
                acceptedAt,
                ReplySource.RULE,
                "greeting",
                true,
                acceptedAt);
    }

    DeliveryStatus delivered() {
        return new DeliveryStatus(
                key,
                new ConversationId("c-1"),
                acceptedAt,
                DeliveryStatus.State.DELIVERED,
                null,
                1,
                acceptedAt);
    }

    static LogRecord record(Event event, Coordinates at) {
        return new LogRecord(
                at,
                Instant.now(),
                event.userKey().bytes(),
                EventCodec.encode(event),
                event.headers(),
                1,
                false);
    }
}
