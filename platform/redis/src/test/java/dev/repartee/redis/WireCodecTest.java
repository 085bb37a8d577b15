package dev.repartee.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ConversationId;
import dev.repartee.contract.Coordinates;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.GatewayId;
import dev.repartee.contract.Mode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.UserId;
import dev.repartee.contract.UserKey;
import dev.repartee.contract.content.Reply;
import dev.repartee.contract.content.ReplySource;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.contract.event.Envelope;
import dev.repartee.contract.event.ReplyTo;
import dev.repartee.contract.event.Timeline;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WireCodecTest {

    private static final UserKey USER = new UserKey(new TenantId("acme"), new UserId("a:da"));
    private static final RequestId REQUEST = new RequestId("r-1");
    private static final RequestKey KEY = new RequestKey(USER.tenant(), USER.user(), REQUEST);
    private static final GatewayId GATEWAY = new GatewayId("g-1");
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00.123456Z");
    private static final Coordinates ORIGIN = new Coordinates("chat.requests", 3, 17);

    @ParameterizedTest
    @MethodSource("pushes")
    void pushesComeBackAsTheyWentAndAlwaysAsTheSameBytes(Push push) {
        byte[] bytes = WireCodec.encode(push);
        assertThat(WireCodec.push(bytes)).isEqualTo(push);
        assertThat(WireCodec.encode(WireCodec.push(bytes))).isEqualTo(bytes);
    }

    @ParameterizedTest
    @MethodSource("signals")
    void signalsComeBackAsTheyWentAndAlwaysAsTheSameBytes(Signal signal) {
        byte[] bytes = WireCodec.encode(signal);
        assertThat(WireCodec.signal(bytes)).isEqualTo(signal);
        assertThat(WireCodec.encode(WireCodec.signal(bytes))).isEqualTo(bytes);
    }

    @Test
    void ignoresFieldsOfANewerRelease() {
        String newer =
                """
                {"signal":"disconnected","user":"acme:a:da","gateway":"g-1","connectionId":"c","why":[1]}
                """;
        assertThat(WireCodec.signal(newer.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new Signal.Disconnected(USER, GATEWAY, "c"));
    }

    @Test
    void readsFlagsThatAnOlderReleaseDidNotKnowAsFalse() {
        ChatResult overdue =
                new ChatResult.Expired(
                        KEY, new ConversationId("c-1"), Mode.REPLY, ORIGIN, null, AT, false);
        Push push = new Push.Result(USER, 9, overdue, new Push.Audience.Waiter(), 2);
        String newer = new String(WireCodec.encode(push), StandardCharsets.UTF_8);
        String older = newer.replace(",\"erased\":false", "");

        assertThat(older).isNotEqualTo(newer);
        assertThat(WireCodec.push(older.getBytes(StandardCharsets.UTF_8))).isEqualTo(push);
    }

    @ParameterizedTest
    @MethodSource("garbage")
    void refusesGarbage(String garbage) {
        assertThatThrownBy(() -> WireCodec.push(garbage.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        ReparteeException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_EVENT));
    }

    static Stream<String> garbage() {
        return Stream.of(
                "",
                "null",
                "[]",
                "{",
                "{}",
                "{\"push\":\"surprise\"}",
                "{\"push\":\"delta\",\"user\":7}");
    }

    static Stream<Push> pushes() {
        Envelope envelope =
                new Envelope(
                        KEY,
                        true,
                        new AssistantId("demo"),
                        new ConversationId("c-1"),
                        null,
                        Mode.REPLY,
                        "web",
                        new ReplyTo(GATEWAY, true),
                        AT);
        Timeline timeline = new Timeline(AT, AT, null, AT);
        Reply reply = new Reply("Grüße 👋", ReplySource.MODEL, "de", List.of(), false, null, null);
        return Stream.of(
                        new ChatResult.Replied(envelope, ORIGIN, reply, null, timeline, false),
                        new ChatResult.Analysed(
                                envelope, ORIGIN, null, null, "en", null, null, timeline, false),
                        new ChatResult.Parked(
                                KEY,
                                new ConversationId("c-1"),
                                Mode.REPLY,
                                ORIGIN,
                                null,
                                "inference",
                                ErrorCode.KILLS_WORKER,
                                "twice",
                                AT),
                        new ChatResult.Expired(
                                KEY, new ConversationId("c-1"), Mode.REPLY, ORIGIN, null, AT, true))
                .flatMap(
                        result ->
                                Stream.of(
                                                new Push.Audience.Waiter(),
                                                new Push.Audience.Resender(),
                                                new Push.Audience.Device("phone", true, 8))
                                        .map(to -> new Push.Result(USER, 9, result, to, 2)))
                .<Push>map(push -> push)
                .mapMulti(
                        (push, out) -> {
                            out.accept(push);
                            out.accept(new Push.Delta(USER, REQUEST, 1, 0, 0, "Hel\u0000lo \"x\""));
                            out.accept(new Push.Refused(KEY, ErrorCode.ID_REUSED));
                        });
    }

    static Stream<Signal> signals() {
        return Stream.of(
                new Signal.Connected(USER, GATEWAY, "c-1", "phone"),
                new Signal.Disconnected(USER, GATEWAY, "c-1"),
                new Signal.Acknowledged(USER, Signal.HTTP_DEVICE, REQUEST, -1));
    }
}
