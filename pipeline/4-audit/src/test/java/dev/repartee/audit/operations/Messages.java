package dev.repartee.audit.operations;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ConversationId;
import dev.repartee.contract.Coordinates;
import dev.repartee.contract.ErrorCode;
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
import dev.repartee.contract.event.Envelope;
import dev.repartee.contract.event.InferenceWork;
import dev.repartee.contract.event.Timeline;
import java.time.Instant;
import java.util.List;

/** Events of messages to test with. */
public final class Messages {

    public static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");
    private static final String TEXT = "When do you open?";

    private Messages() {}

    public static Coordinates origin(long offset) {
        return new Coordinates("chat.requests", 0, offset);
    }

    public static ChatRequest request(String user, String id) {
        return new ChatRequest(
                new Envelope(
                        new RequestKey(new TenantId("acme"), new UserId(user), new RequestId(id)),
                        true,
                        new AssistantId("shop"),
                        new ConversationId(user + "-shop"),
                        null,
                        Mode.REPLY,
                        "api",
                        null,
                        AT),
                TEXT,
                TextHash.of(TEXT),
                "en",
                List.of(),
                List.of(),
                null);
    }

    public static InferenceWork work(ChatRequest request, Coordinates origin) {
        return new InferenceWork(request, origin, AT, AT.plusSeconds(60), false, null);
    }

    public static ChatResult replied(ChatRequest request, Coordinates origin, boolean supersedes) {
        return new ChatResult.Replied(
                request.envelope(),
                origin,
                new Reply("At 9.", ReplySource.MODEL, "en", List.of(), false, null, null),
                null,
                new Timeline(AT, AT, AT, AT),
                supersedes);
    }

    public static ChatResult parked(ChatRequest request, Coordinates origin) {
        return new ChatResult.Parked(
                request.envelope().key(),
                request.envelope().conversation(),
                Mode.REPLY,
                origin,
                null,
                "dispatch",
                ErrorCode.UNKNOWN_ASSISTANT,
                "gone",
                AT);
    }
}
