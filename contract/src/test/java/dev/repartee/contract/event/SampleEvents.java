package dev.repartee.contract.event;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ConversationId;
import dev.repartee.contract.Coordinates;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.GatewayId;
import dev.repartee.contract.Mode;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.UserId;
import dev.repartee.contract.content.Attachment;
import dev.repartee.contract.content.Citation;
import dev.repartee.contract.content.Entity;
import dev.repartee.contract.content.Intent;
import dev.repartee.contract.content.ModelOptions;
import dev.repartee.contract.content.ModelUse;
import dev.repartee.contract.content.Nlu;
import dev.repartee.contract.content.PreparedReply;
import dev.repartee.contract.content.Reply;
import dev.repartee.contract.content.ReplySource;
import dev.repartee.contract.content.TextHash;
import dev.repartee.contract.content.Turn;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One event of every kind, with every optional part used somewhere. */
final class SampleEvents {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final RequestKey KEY =
            new RequestKey(new TenantId("demo"), new UserId("ana:1"), new RequestId("r-1"));
    private static final Coordinates ORIGIN = new Coordinates("chat.requests", 3, 42);
    private static final ConversationId CONVERSATION = new ConversationId("c-1");
    private static final ReplyTo REPLY_TO = new ReplyTo(new GatewayId("gw-1"), true);
    private static final Envelope ENVELOPE =
            new Envelope(
                    KEY,
                    true,
                    new AssistantId("guide"),
                    CONVERSATION,
                    null,
                    Mode.REPLY,
                    "web",
                    REPLY_TO,
                    NOW);
    private static final Nlu NLU =
            new Nlu(
                    new Intent("GREETING", 0.9),
                    List.of(new Entity("email", "a@b.c", "a@b.c", 0, 5)),
                    "rules");
    private static final Reply REPLY =
            new Reply(
                    "Hallo \uD83D\uDE00",
                    ReplySource.KNOWLEDGE,
                    "de",
                    List.of(new Citation("d1", "Hours", "Week > Monday", 0, 10)),
                    false,
                    new ModelUse("extractive", 10, 3, 2),
                    null);
    private static final Timeline TIMELINE = new Timeline(NOW, NOW, null, NOW);
    static final ChatRequest REQUEST =
            new ChatRequest(
                    ENVELOPE,
                    "Hi",
                    TextHash.of("Hi"),
                    "en",
                    List.of(new Attachment(URI.create("s3://b/k"), "image/png", null, 12L)),
                    List.of(new Turn(Turn.Role.SYSTEM, "be kind")),
                    new ModelOptions(0.5, null));

    static Stream<Event> all() {
        return Stream.of(
                REQUEST,
                new InferenceWork(
                        REQUEST,
                        ORIGIN,
                        NOW,
                        NOW.plusSeconds(60),
                        false,
                        true,
                        new PreparedReply(REPLY, NLU),
                        Map.of("name", "Ada")),
                new ChatResult.Replied(ENVELOPE, ORIGIN, REPLY, NLU, TIMELINE, false),
                new ChatResult.Analysed(
                        ENVELOPE, ORIGIN, "Hi", "h", "en", null, null, TIMELINE, true),
                new ChatResult.Parked(
                        KEY,
                        CONVERSATION,
                        Mode.REPLY,
                        ORIGIN,
                        null,
                        "dispatch",
                        ErrorCode.INTERNAL,
                        "why",
                        NOW),
                new ChatResult.Expired(KEY, CONVERSATION, Mode.REPLY, ORIGIN, REPLY_TO, NOW, true),
                new ChatResult.Resend(ENVELOPE, ORIGIN, false),
                new DeliveryStatus(
                        KEY, CONVERSATION, NOW, DeliveryStatus.State.DELIVERED, "phone", 2, NOW),
                new ConversationNote(
                        KEY, CONVERSATION, NOW, ReplySource.RULE, "greeting", true, NOW),
                new TrafficEvent(
                        KEY.userKey(),
                        TrafficEvent.Kind.REFUSED,
                        null,
                        ErrorCode.RATE_LIMITED,
                        "api",
                        9,
                        NOW));
    }

    private SampleEvents() {}
}
