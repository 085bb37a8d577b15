package dev.repartee.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.event.ChatRequest;
import dev.repartee.contract.event.Envelope;
import dev.repartee.redis.Signal;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the socket closes on, and what it bears with. */
class SocketClosingTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

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
                                                Duration.ofMinutes(2),
                                                Duration.ofMillis(100)),
                                        config.patience(),
                                        null));
    }

    @AfterAll
    static void stop() {
        gateway.close();
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
            binary.socket().sendBinary(ByteBuffer.wrap(new byte[3]), true).join();
            assertThat(binary.expectClosed()).isEqualTo(ErrorCode.PROTOCOL_VIOLATION.closeCode());
        }
        try (SocketScript huge = SocketScript.open(gateway, "hal", "default")) {
            huge.socket().sendText("x".repeat(70_000), true);
            assertThat(huge.expectClosed()).isGreaterThanOrEqualTo(1_002);
        }
    }

    @Test
    void closesAClientThatDoesNotRead() throws Exception {
        try (Socket _ = raw(gateway, "kim")) {
            Awaitility.await()
                    .atMost(PATIENCE)
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
                gateway.pipeline.push(
                        StandInPipeline.replied(each, "x".repeat(50_000)),
                        1_000 + i,
                        "default",
                        false,
                        -1);
            }
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(
                            () ->
                                    gateway.meters
                                            .scrape()
                                            .contains(
                                                    "repartee_frames_total{direction=\"out\",type=\"close_4000\"}"));
            Awaitility.await()
                    .atMost(PATIENCE)
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
        try (Harness quick = Harness.start(SocketClosingTest::soonIdle);
                Socket silent = raw(quick, "lea")) {
            silent.setSoTimeout(60_000);
            InputStream in = silent.getInputStream();
            byte[] all = in.readAllBytes();
            assertThat(contains(all, ErrorCode.IDLE_TIMEOUT.closeCode())).isTrue();
        }
    }

    private static ChatRequest withId(ChatRequest request, String id) {
        var key = request.envelope().key();
        var envelope = request.envelope();
        return new ChatRequest(
                new Envelope(
                        new RequestKey(key.tenant(), key.user(), new RequestId(id)),
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

    private static GatewayConfig soonIdle(GatewayConfig config) {
        return new GatewayConfig(
                config.network(),
                config.limits(),
                config.rates(),
                new GatewayConfig.Sockets(
                        20, 64 * 1024, 128 * 1024, Duration.ofSeconds(1), Duration.ofMillis(100)),
                config.patience(),
                null);
    }

    /** A client that answers nothing and reads only when told. */
    private static Socket raw(Harness gateway, String user) throws Exception {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.connect(new InetSocketAddress("127.0.0.1", gateway.stage.port()));
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
