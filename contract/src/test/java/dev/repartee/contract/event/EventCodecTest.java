package dev.repartee.contract.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ConversationId;
import dev.repartee.contract.Coordinates;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.EventHeaders;
import dev.repartee.contract.GatewayId;
import dev.repartee.contract.Mode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.UserId;
import dev.repartee.contract.UserKey;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventCodecTest {

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
    private static final ChatRequest REQUEST =
            new ChatRequest(
                    ENVELOPE,
                    "Hi",
                    TextHash.of("Hi"),
                    "en",
                    List.of(new Attachment(URI.create("s3://b/k"), "image/png", null, 12L)),
                    List.of(new Turn(Turn.Role.SYSTEM, "be kind")),
                    new ModelOptions(0.5, null));

    static Stream<Event> everyEvent() {
        return Stream.of(
                REQUEST,
                new InferenceWork(
                        REQUEST,
                        ORIGIN,
                        NOW,
                        NOW.plusSeconds(60),
                        false,
                        new PreparedReply(REPLY, NLU)),
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
                new ChatResult.Expired(KEY, CONVERSATION, Mode.REPLY, ORIGIN, REPLY_TO, NOW),
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

    @ParameterizedTest
    @MethodSource("everyEvent")
    void everyEventComesBackAsItWas(Event event) {
        EventHeaders headers = EventHeaders.of(event.headers().toMap());
        assertThat(EventCodec.decode(headers, EventCodec.encode(event))).isEqualTo(event);
        assertThat(headers).isEqualTo(event.headers());
        assertThat(UserKey.parse(event.userKey().bytes())).isEqualTo(event.userKey());
    }

    @ParameterizedTest
    @MethodSource("everyEvent")
    void fieldsOfALaterBuildAreIgnored(Event event) {
        String json = new String(EventCodec.encode(event), StandardCharsets.UTF_8);
        String extended = json.substring(0, json.length() - 1) + ",\"fromTheFuture\":{\"a\":[1]}}";
        assertThat(EventCodec.decode(event.headers(), extended.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(event);
    }

    @Test
    void refusesAVersionThatItDoesNotKnow() {
        EventHeaders now = REQUEST.headers();
        EventHeaders later =
                new EventHeaders(
                        now.type(),
                        99,
                        now.mode(),
                        now.tenant(),
                        now.requestId(),
                        null,
                        null,
                        null);
        assertThatThrownBy(() -> EventCodec.decode(later, EventCodec.encode(REQUEST)))
                .isInstanceOfSatisfying(
                        ReparteeException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_EVENT_VERSION));
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(
            strings = {
                "",
                "nonsense",
                "[]",
                "{\"envelope\":7}",
                "{\"envelope\":{\"key\":{\"tenant\":\"UPPER\"}}}"
            })
    void refusesAMalformedValueWithItsCause(String value) {
        assertThatThrownBy(
                        () ->
                                EventCodec.decode(
                                        REQUEST.headers(), value.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        ReparteeException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_EVENT));
    }
}
