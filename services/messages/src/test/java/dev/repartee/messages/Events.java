package dev.repartee.messages;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ConversationId;
import dev.repartee.contract.ConversationKey;
import dev.repartee.contract.Coordinates;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.Mode;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.SessionId;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.UserId;
import dev.repartee.contract.content.Attachment;
import dev.repartee.contract.content.Citation;
import dev.repartee.contract.content.Entity;
import dev.repartee.contract.content.Intent;
import dev.repartee.contract.content.ModelUse;
import dev.repartee.contract.content.Nlu;
import dev.repartee.contract.content.Reply;
import dev.repartee.contract.content.ReplySource;
import dev.repartee.contract.content.TextHash;
import dev.repartee.contract.event.ChatRequest;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.contract.event.ConversationNote;
import dev.repartee.contract.event.DeliveryStatus;
import dev.repartee.contract.event.Envelope;
import dev.repartee.contract.event.Timeline;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/**
 * Everything that can become known about one message; the message can be varied, the rest is fixed.
 */
public record Events(RequestKey key, Mode mode, Instant acceptedAt, long offset) {

    /** Friday; a window begins on Thursday, 2026-01-08. */
    public static final Instant NOW = Instant.parse("2026-01-09T10:00:00Z");

    public static final Instant TURN_OF_WINDOW = Instant.parse("2026-01-08T00:00:00Z");
    public static final ConversationId CONVERSATION = new ConversationId("c-1");
    public static final int PARTITION = 7;

    public static Events of(String user, String id) {
        return new Events(
                new RequestKey(new TenantId("demo"), new UserId(user), new RequestId(id)),
                Mode.REPLY,
                NOW.minusSeconds(60),
                40);
    }

    public Events with(Mode other) {
        return new Events(key, other, acceptedAt, offset);
    }

    public Events acceptedAt(Instant other) {
        return new Events(key, mode, other, offset);
    }

    public Events at(long other) {
        return new Events(key, mode, acceptedAt, other);
    }

    public ConversationKey conversation() {
        return new ConversationKey(key.tenant(), key.user(), CONVERSATION);
    }

    public Coordinates origin() {
        return new Coordinates("chat.requests", PARTITION, offset);
    }

    public Envelope envelope() {
        return new Envelope(
                key,
                true,
                new AssistantId("guide"),
                CONVERSATION,
                new SessionId("s-1"),
                mode,
                "web",
                null,
                acceptedAt);
    }

    public MessageChange received(String text) {
        return received(text, "en");
    }

    public MessageChange received(String text, String language) {
        return new MessageChange.Received(
                new ChatRequest(
                        envelope(),
                        text,
                        TextHash.of(text),
                        language,
                        List.of(new Attachment(URI.create("s3://b/k"), "image/png", null, 12L)),
                        List.of(),
                        null),
                origin());
    }

    public MessageChange replied(long resultOffset, String text) {
        return replied(resultOffset, text, false);
    }

    public MessageChange replied(long resultOffset, String text, boolean supersedes) {
        return new MessageChange.Finished(
                new ChatResult.Replied(
                        envelope(), origin(), reply(text), nlu(), timeline(), supersedes),
                resultOffset);
    }

    public MessageChange observed(long resultOffset, String text) {
        return new MessageChange.Finished(
                new ChatResult.Analysed(
                        envelope(),
                        origin(),
                        text,
                        TextHash.of(text),
                        "en",
                        nlu(),
                        null,
                        timeline(),
                        false),
                resultOffset);
    }

    public MessageChange suggested(long resultOffset, String text) {
        return new MessageChange.Finished(
                new ChatResult.Analysed(
                        envelope(),
                        origin(),
                        null,
                        null,
                        "en",
                        null,
                        reply(text),
                        timeline(),
                        false),
                resultOffset);
    }

    public MessageChange parked(long resultOffset) {
        return new MessageChange.Finished(
                new ChatResult.Parked(
                        key,
                        CONVERSATION,
                        mode,
                        origin(),
                        null,
                        "inference",
                        ErrorCode.KILLS_WORKER,
                        "two unclean deaths",
                        acceptedAt.plusSeconds(30)),
                resultOffset);
    }

    public MessageChange expired(long resultOffset) {
        return new MessageChange.Finished(
                new ChatResult.Expired(
                        key, CONVERSATION, mode, origin(), null, acceptedAt.plusSeconds(3600)),
                resultOffset);
    }

    public MessageChange noted() {
        return new MessageChange.Noted(
                new ConversationNote(
                        key,
                        CONVERSATION,
                        acceptedAt,
                        ReplySource.RULE,
                        "greeting",
                        true,
                        acceptedAt.plusMillis(5)));
    }

    public MessageChange forwarded(DeliveryStatus.State state, int attempts) {
        return new MessageChange.Forwarded(
                new DeliveryStatus(
                        key,
                        CONVERSATION,
                        acceptedAt,
                        state,
                        "phone",
                        attempts,
                        acceptedAt.plusMillis(100L * attempts)));
    }

    public static Reply reply(String text) {
        return new Reply(
                text,
                ReplySource.MODEL,
                "en",
                List.of(new Citation("d1", "Hours", "Week > Monday", 0, 10)),
                false,
                new ModelUse("stub", 10, 3, 21),
                null);
    }

    public static Nlu nlu() {
        return new Nlu(
                new Intent("PRICING_INQUIRY", 0.9),
                List.of(new Entity("email", "ana@example.org", "ana@example.org", 3, 18)),
                "rules");
    }

    public Timeline timeline() {
        return new Timeline(
                acceptedAt,
                acceptedAt.plusMillis(2),
                acceptedAt.plusMillis(5),
                acceptedAt.plusMillis(40));
    }
}
