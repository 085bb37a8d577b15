package dev.repartee.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.UserId;
import dev.repartee.contract.UserKey;
import dev.repartee.contract.event.ChatRequest;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.redis.Presence;
import dev.repartee.redis.Push;
import dev.repartee.redis.Signal;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SocketTest {

    private static Harness gateway;

    @BeforeAll
    static void start() {
        gateway =
                Harness.start(
                        config ->
                                new GatewayConfig(
                                        config.network(),
                                        config.limits(),
                                        config.rates(),
                                        new GatewayConfig.Sockets(
                                                20,
                                                64 * 1024,
                                                128 * 1024,
                                                Duration.ofSeconds(3),
                                                Duration.ofMillis(100)),
                                        config.patience(),
                                        null));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void talks() {
        try (SocketScript anna = SocketScript.open(gateway, "anna", "phone")) {
            anna.send("{\"type\":\"ping\"}").expect("pong");
            anna.send("{\"type\":\"typing\",\"conversationId\":\"c\"}");
            anna.send("{\"type\":\"message\",\"text\":\"talk\"}");
            JsonNode accepted = anna.expect("accepted");
            ChatRequest request = gateway.sent("talk");
            assertThat(request.envelope().replyTo().streaming()).isTrue();
            assertThat(request.envelope().channel()).isEqualTo("web");

            gateway.pushDelta(request, 1, 0, 0, "Hi ");
            gateway.pushDelta(request, 2, 0, 0, "Hello ");
            gateway.pushDelta(request, 1, 1, 3, "late");
            gateway.push(Harness.replied(request, "Hello Anna"), 7, "phone", false, -1);
            gateway.pushDelta(request, 2, 1, 6, "late");

            assertThat(anna.expect("delta").get("text").stringValue()).isEqualTo("Hi ");
            assertThat(anna.expect("delta").get("attempt").intValue()).isEqualTo(2);
            JsonNode reply = anna.expect("reply");
            assertThat(reply.get("text").stringValue()).isEqualTo("Hello Anna");
            assertThat(reply.get("pending").booleanValue()).isFalse();
            anna.expectNothingMore();

            String id = accepted.get("requestId").stringValue();
            anna.send("{\"type\":\"ack\",\"requestId\":\"" + id + "\"}");
            Awaitility.await()
                    .until(
                            () ->
                                    gateway.signals(Signal.Acknowledged.class).stream()
                                            .anyMatch(
                                                    ack ->
                                                            ack.offset() == 7
                                                                    && ack.device()
                                                                            .equals("phone")));
        }
    }

    @Test
    void registersPresenceBeforeItTellsDelivery() {
        UserKey user = new UserKey(Harness.ACME, new UserId("present"));
        Presence presence = new Presence(gateway.redis);
        try (SocketScript _ = SocketScript.open(gateway, "present", "tablet")) {
            Awaitility.await()
                    .until(
                            () ->
                                    gateway.signals(Signal.Connected.class).stream()
                                            .anyMatch(one -> one.user().equals(user)));
            assertThat(presence.connections(user).join())
                    .singleElement()
                    .satisfies(
                            one -> {
                                assertThat(one.gateway()).isEqualTo(gateway.gatewayId);
                                assertThat(one.device()).isEqualTo("tablet");
                            });
        }
        Awaitility.await()
                .until(
                        () ->
                                gateway.signals(Signal.Disconnected.class).stream()
                                        .anyMatch(one -> one.user().equals(user)));
        Awaitility.await().until(() -> presence.connections(user).join().isEmpty());
    }

    @Test
    void aSecondResultOfAMessageIsAcknowledgedUnseenAndHoldsUpNothing() {
        try (SocketScript cleo = SocketScript.open(gateway, "cleo", "default")) {
            cleo.send("{\"type\":\"message\",\"text\":\"made twice\",\"requestId\":\"m-1\"}");
            cleo.expect("accepted");
            cleo.send("{\"type\":\"message\",\"text\":\"the next\",\"requestId\":\"m-2\"}");
            cleo.expect("accepted");
            ChatRequest twice = gateway.sent("made twice");
            gateway.push(Harness.replied(twice, "first"), 61, "default", false, -1);
            assertThat(cleo.expect("reply").get("text").stringValue()).isEqualTo("first");
            cleo.send("{\"type\":\"ack\",\"requestId\":\"m-1\"}").expectNothingMore();

            gateway.push(Harness.replied(twice, "second"), 62, "default", true, -1);
            gateway.push(
                    Harness.replied(gateway.sent("the next"), "next"), 63, "default", true, 62);

            assertThat(cleo.expect("reply").get("text").stringValue()).isEqualTo("next");
            Awaitility.await()
                    .until(
                            () ->
                                    gateway.signals(Signal.Acknowledged.class).stream()
                                            .anyMatch(ack -> ack.offset() == 62));
        }
    }

    @Test
    void showsAResultOnceAndRepeatsALostAcknowledgement() {
        try (SocketScript bert = SocketScript.open(gateway, "bert", "default")) {
            bert.send("{\"type\":\"message\",\"text\":\"twice\",\"requestId\":\"t-1\"}");
            bert.expect("accepted");
            ChatResult result = Harness.replied(gateway.sent("twice"), "once");
            gateway.push(result, 11, "default", true, -1);
            gateway.push(result, 11, "default", true, -1);
            assertThat(bert.expect("reply").get("pending").booleanValue()).isTrue();
            bert.expectNothingMore();
            bert.send("{\"type\":\"ack\",\"requestId\":\"t-1\"}").expectNothingMore();

            gateway.push(result, 11, "default", true, -1);

            Awaitility.await()
                    .until(
                            () ->
                                    gateway.signals(Signal.Acknowledged.class).stream()
                                                    .filter(ack -> ack.offset() == 11)
                                                    .count()
                                            == 2);
            bert.expectNothingMore();
        }
    }

    @Test
    void skipsAResultWhosePredecessorWasLost() {
        try (SocketScript cleo = SocketScript.open(gateway, "cleo", "default")) {
            cleo.send("{\"type\":\"message\",\"text\":\"first\"}").expect("accepted");
            cleo.send("{\"type\":\"message\",\"text\":\"second\"}").expect("accepted");
            ChatResult first = Harness.replied(gateway.sent("first"), "1");
            ChatResult second = Harness.replied(gateway.sent("second"), "2");

            gateway.push(second, 22, "default", false, 21);
            cleo.expectNothingMore();
            gateway.push(first, 21, "default", false, -1);
            gateway.push(second, 22, "default", false, 21);

            assertThat(cleo.expect("reply").get("text").stringValue()).isEqualTo("1");
            assertThat(cleo.expect("reply").get("text").stringValue()).isEqualTo("2");
        }
    }

    @Test
    void givesARetriedMessageItsReplyAgain() {
        try (SocketScript dora = SocketScript.open(gateway, "dora", "default")) {
            String message = "{\"type\":\"message\",\"text\":\"again\",\"requestId\":\"a-1\"}";
            dora.send(message).expect("accepted");
            ChatResult result = Harness.replied(gateway.sent("again"), "the one reply");
            gateway.push(result, 31, "default", false, -1);
            dora.expect("reply");

            dora.send(message).expect("accepted");
            gateway.bus.push(
                    gateway.gatewayId,
                    new Push.Result(result.userKey(), 31, result, new Push.Audience.Resender(), 1));

            assertThat(dora.expect("reply").get("text").stringValue()).isEqualTo("the one reply");
        }
    }

    @Test
    void showsOnlyToTheDeviceThatIsMeant() {
        try (SocketScript phone = SocketScript.open(gateway, "emil", "phone");
                SocketScript laptop = SocketScript.open(gateway, "emil", "laptop")) {
            phone.send("{\"type\":\"message\",\"text\":\"two devices\"}").expect("accepted");
            gateway.push(
                    Harness.replied(gateway.sent("two devices"), "to the laptop"),
                    41,
                    "laptop",
                    true,
                    -1);
            laptop.expect("reply");
            phone.expectNothingMore();
        }
    }

    @Test
    void tellsWhatWasParkedAndTheReplyThatSupersedesIt() {
        try (SocketScript fay = SocketScript.open(gateway, "fay", "default")) {
            fay.send("{\"type\":\"message\",\"text\":\"parked\"}").expect("accepted");
            ChatRequest request = gateway.sent("parked");
            gateway.push(
                    new ChatResult.Parked(
                            request.envelope().key(),
                            request.envelope().conversation(),
                            request.envelope().mode(),
                            new dev.repartee.contract.Coordinates("chat.requests", 0, 0),
                            null,
                            "inference",
                            ErrorCode.KILLS_WORKER,
                            "secret detail",
                            Instant.now()),
                    51,
                    "default",
                    false,
                    -1);
            JsonNode status = fay.expect("status");
            assertThat(status.get("status").stringValue()).isEqualTo("parked");
            assertThat(status.toString()).doesNotContain("secret detail");
            gateway.push(Harness.replied(request, "after all"), 52, "default", false, -1);
            fay.expect("reply");
        }
    }

    @Test
    void answersEveryWrongFrameAndStaysOpen() {
        try (SocketScript gus = SocketScript.open(gateway, "gus", "default")) {
            String[] wrong = {
                "nonsense",
                "[]",
                "{}",
                "{\"type\":7}",
                "{\"type\":\"shout\"}",
                "{\"type\":\"ack\"}",
                "{\"type\":\"ack\",\"requestId\":\" \"}",
                "{\"type\":\"typing\"}",
                "{\"type\":\"message\"}",
                "{\"type\":\"message\",\"text\":\"\"}",
                "{\"type\":\"message\",\"text\":\"x\",\"assistantId\":\"nobody\"}",
                "{\"type\":\"message\",\"text\":\"x\",\"userId\":\"u\",\"mode\":\"x\"}",
                "{\"a\":".repeat(5_000)
            };
            for (String frame : wrong) {
                JsonNode error = gus.send(frame).expect("error");
                assertThat(error.get("code").stringValue()).as(frame).isNotBlank();
            }
            gus.expectNothingMore();
        }
    }

    @Test
    void putsFragmentsTogetherAlsoWhenTheFirstIsEmpty() {
        try (SocketScript ivy = SocketScript.open(gateway, "ivy", "default")) {
            ivy.socket().sendText("", false).join();
            ivy.socket().sendText("{\"type\":", false).join();
            ivy.socket().sendText("\"ping\"}", true).join();
            ivy.expect("pong");
            ivy.expectNothingMore();
        }
    }

    @Test
    void closesWhenFragmentsAddUpToTooMuch() {
        try (SocketScript jim = SocketScript.open(gateway, "jim", "default")) {
            for (int i = 0; i < 3; i++) {
                jim.socket().sendText("x".repeat(30 * 1024), false).join();
            }
            assertThat(jim.expectClosed()).isEqualTo(ErrorCode.PROTOCOL_VIOLATION.closeCode());
        }
    }

    @Test
    void closesOnWhatBreaksTheProtocol() {
        try (SocketScript binary = SocketScript.open(gateway, "hal", "default")) {
            binary.socket().sendBinary(java.nio.ByteBuffer.wrap(new byte[3]), true).join();
            assertThat(binary.expectClosed()).isEqualTo(ErrorCode.PROTOCOL_VIOLATION.closeCode());
        }
        try (SocketScript huge = SocketScript.open(gateway, "hal", "default")) {
            huge.socket().sendText("x".repeat(70_000), true);
            assertThat(huge.expectClosed()).isGreaterThanOrEqualTo(1_002);
        }
    }

    @Test
    void refusesCredentialsByACloseCodeAndForeignPagesInTheHandshake() {
        try (SocketScript nobody = new SocketScript(gateway, "", builder -> builder)) {
            assertThat(nobody.expectClosed()).isEqualTo(ErrorCode.UNAUTHENTICATED.closeCode());
        }
        try (SocketScript keyInAddress =
                new SocketScript(
                        gateway, "?userId=u&token=" + gateway.apiKey, builder -> builder)) {
            assertThat(keyInAddress.expectClosed())
                    .isEqualTo(ErrorCode.UNAUTHENTICATED.closeCode());
        }
        try (SocketScript other =
                new SocketScript(
                        gateway,
                        "?userId=bob&token=" + gateway.userToken("ida"),
                        builder -> builder)) {
            assertThat(other.expectClosed()).isEqualTo(ErrorCode.FORBIDDEN.closeCode());
        }
        assertThatThrownBy(
                        () ->
                                new SocketScript(
                                        gateway,
                                        "?token=" + gateway.userToken("ida"),
                                        builder ->
                                                builder.header("Origin", "https://evil.example")))
                .isInstanceOf(CompletionException.class);
    }

    @Test
    void takesAUserTokenFromQueryAndSubprotocol() {
        try (SocketScript query =
                new SocketScript(
                        gateway, "?token=" + gateway.userToken("ida"), builder -> builder)) {
            query.expectNothingMore();
        }
        try (SocketScript protocol =
                new SocketScript(
                        gateway,
                        "",
                        builder ->
                                builder.subprotocols(
                                        "repartee",
                                        "repartee.bearer." + gateway.userToken("ida")))) {
            assertThat(protocol.socket().getSubprotocol()).isEqualTo("repartee");
            protocol.expectNothingMore();
        }
    }

    @Test
    void closesWhenTheTokenExpires() {
        String token =
                gateway.tokens.mint(Harness.ACME, new UserId("jo"), Duration.ofSeconds(2)).text();
        try (SocketScript jo = new SocketScript(gateway, "?token=" + token, builder -> builder)) {
            assertThat(jo.expectClosed()).isEqualTo(ErrorCode.TOKEN_EXPIRED.closeCode());
        }
    }

    @Test
    void closesAClientThatDoesNotRead() throws Exception {
        try (Socket _ = raw("kim")) {
            Awaitility.await()
                    .until(
                            () ->
                                    gateway.signals(Signal.Connected.class).stream()
                                            .anyMatch(
                                                    one ->
                                                            one.user()
                                                                    .user()
                                                                    .value()
                                                                    .equals("kim")));
            gateway.post("/api/v1/messages", "{\"text\":\"for kim\",\"userId\":\"kim\"}");
            ChatRequest request = gateway.sent("for kim");
            for (int i = 0; i < 400; i++) {
                ChatRequest each = withId(request, "k-" + i);
                gateway.push(
                        Harness.replied(each, "x".repeat(50_000)), 1_000 + i, "default", false, -1);
            }
            Awaitility.await()
                    .until(
                            () ->
                                    gateway.meters
                                            .scrape()
                                            .contains(
                                                    "repartee_frames_total{direction=\"out\",type=\"close_4000\"}"));
            Awaitility.await()
                    .until(
                            () ->
                                    gateway.signals(Signal.Disconnected.class).stream()
                                            .anyMatch(
                                                    one ->
                                                            one.user()
                                                                    .user()
                                                                    .value()
                                                                    .equals("kim")));
        }
    }

    @Test
    void closesAClientThatGivesNoSignOfLife() throws Exception {
        try (Socket silent = raw("lea")) {
            silent.setSoTimeout(10_000);
            InputStream in = silent.getInputStream();
            byte[] all = in.readAllBytes();
            assertThat(contains(all, ErrorCode.IDLE_TIMEOUT.closeCode())).isTrue();
        }
    }

    private static ChatRequest withId(ChatRequest request, String id) {
        var key = request.envelope().key();
        var envelope = request.envelope();
        return new ChatRequest(
                new dev.repartee.contract.event.Envelope(
                        new dev.repartee.contract.RequestKey(
                                key.tenant(), key.user(), new dev.repartee.contract.RequestId(id)),
                        true,
                        envelope.assistant(),
                        envelope.conversation(),
                        null,
                        envelope.mode(),
                        envelope.channel(),
                        null,
                        envelope.acceptedAt()),
                request.text(),
                request.textHash(),
                request.language(),
                request.attachments(),
                request.context(),
                null);
    }

    /** A client that answers nothing and reads only when told. */
    private static Socket raw(String user) throws Exception {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.connect(new java.net.InetSocketAddress("127.0.0.1", gateway.stage.port()));
        socket.getOutputStream()
                .write(
                        ("GET /api/v1/ws?userId="
                                        + user
                                        + " HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n"
                                        + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                                        + "Authorization: Bearer "
                                        + gateway.apiKey
                                        + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static boolean contains(byte[] bytes, int closeCode) {
        for (int i = 0; i + 1 < bytes.length; i++) {
            if ((bytes[i] & 0xff) == closeCode >> 8
                    && (bytes[i + 1] & 0xff) == (closeCode & 0xff)) {
                return true;
            }
        }
        return false;
    }
}
