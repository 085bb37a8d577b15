package dev.repartee.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.contract.ErrorCode;
import dev.repartee.redis.Signal;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a client's library would not do: bytes at will, on the way from HTTP to WebSocket. */
class RawSocketTest extends GatewayTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final int CLOSE = 8;

    @Test
    void whatComesBeforeTheHandshakeIsAnsweredHarmsNothing() throws IOException {
        byte[] ping = masked(1, "{\"type\":\"ping\"}");
        try (Raw whole = new Raw("early", "13", ping);
                Raw half = new Raw("half", "13", Arrays.copyOf(ping, 5))) {
            assertThat(whole.status()).isEqualTo(101);
            whole.send(ping);
            assertThat(whole.frame()).contains("pong");
            assertThat(half.status()).isEqualTo(101);
            half.send(Arrays.copyOfRange(ping, 5, ping.length));
            assertThat(half.frame()).contains("pong");
        }
    }

    @Test
    void readsFramesThatComeByteByByte() throws IOException {
        try (Raw raw = new Raw("slow", "13")) {
            assertThat(raw.status()).isEqualTo(101);
            for (byte each : masked(1, "{\"type\":\"ping\"}")) {
                raw.send(each);
            }
            assertThat(raw.frame()).contains("pong");
            raw.send(masked(9, "there?"));
            assertThat(raw.frame()).isEqualTo("there?");
        }
    }

    @Test
    void closesWithTheCodeOfWhatWasBroken() throws IOException {
        try (Raw raw = new Raw("unmasked", "13")) {
            raw.status();
            raw.send((byte) 0x81, (byte) 1, (byte) 'x');
            assertThat(raw.closeCode()).isEqualTo(1002);
        }
        try (Raw raw = new Raw("huge", "13")) {
            raw.status();
            raw.send(
                    ByteBuffer.allocate(10)
                            .put(new byte[] {(byte) 0x81, (byte) 0xff})
                            .putLong(1L << 40)
                            .array());
            assertThat(raw.closeCode()).isEqualTo(1009);
        }
        try (Raw raw = new Raw("latin", "13")) {
            raw.status();
            raw.send(masked(1, new byte[] {(byte) 0xe4}));
            assertThat(raw.closeCode()).isEqualTo(1007);
        }
    }

    @Test
    void endsTheConnectionOnceBothHaveClosed() throws IOException {
        try (Raw raw = new Raw("polite", "13")) {
            raw.status();
            raw.send(masked(CLOSE, new byte[] {0x03, (byte) 0xe8}));
            assertThat(raw.closeCode()).isEqualTo(1000);
            assertThat(raw.ended()).isTrue();
        }
        try (Raw raw = new Raw("", "13")) {
            raw.status();
            assertThat(raw.closeCode()).isEqualTo(ErrorCode.PROTOCOL_VIOLATION.closeCode());
            raw.send(masked(CLOSE, new byte[] {0x03, (byte) 0xe8}));
            assertThat(raw.ended()).isTrue();
        }
    }

    @Test
    void noticesAClientThatVanishes() throws IOException {
        try (Raw raw = new Raw("gone", "13")) {
            raw.status();
            Awaitility.await().atMost(PATIENCE).until(() -> told(Signal.Connected.class, "gone"));
            raw.reset();
        }
        Awaitility.await().atMost(PATIENCE).until(() -> told(Signal.Disconnected.class, "gone"));
    }

    @Test
    void refusesVersionsThatAreFramedOtherwise() throws IOException {
        try (Raw raw = new Raw("old", null)) {
            assertThat(raw.status()).isEqualTo(426);
        }
        try (Raw raw = new Raw("new", "14")) {
            assertThat(raw.status()).isEqualTo(426);
        }
    }

    private static boolean told(Class<? extends Signal> kind, String user) {
        return gateway.signals(kind).stream().anyMatch(one -> one.toString().contains(user));
    }

    private static byte[] masked(int opcode, String text) {
        return masked(opcode, text.getBytes(StandardCharsets.UTF_8));
    }

    /** With a mask of zeros. */
    private static byte[] masked(int opcode, byte[] payload) {
        return ByteBuffer.allocate(6 + payload.length)
                .put((byte) (0x80 | opcode))
                .put((byte) (0x80 | payload.length))
                .putInt(0)
                .put(payload)
                .array();
    }

    /** A connection whose first segment holds the handshake and what is sent with it. */
    private static final class Raw implements AutoCloseable {

        private final Socket socket = new Socket();
        private final DataInputStream in;

        Raw(String user, @Nullable String version, byte... early) throws IOException {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(60_000);
            socket.connect(new InetSocketAddress("127.0.0.1", gateway.stage.port()));
            in = new DataInputStream(socket.getInputStream());
            String handshake =
                    "GET /api/v1/ws?userId="
                            + user
                            + " HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n"
                            + "Connection: Upgrade\r\n"
                            + (version == null ? "" : "Sec-WebSocket-Version: " + version + "\r\n")
                            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                            + "Authorization: Bearer "
                            + gateway.apiKey
                            + "\r\n\r\n";
            byte[] head = handshake.getBytes(StandardCharsets.US_ASCII);
            send(ByteBuffer.allocate(head.length + early.length).put(head).put(early).array());
        }

        void send(byte... bytes) throws IOException {
            socket.getOutputStream().write(bytes);
        }

        /** Reads the answer to the handshake. */
        int status() throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.readUnsignedByte());
            }
            return Integer.parseInt(head.substring(9, 12));
        }

        String frame() throws IOException {
            return new String(payload(), StandardCharsets.UTF_8);
        }

        int closeCode() throws IOException {
            return ByteBuffer.wrap(payload()).getShort() & 0xffff;
        }

        boolean ended() throws IOException {
            return in.read() < 0;
        }

        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        private byte[] payload() throws IOException {
            in.readByte();
            int length = in.readUnsignedByte();
            byte[] payload = new byte[length == 126 ? in.readUnsignedShort() : length];
            in.readFully(payload);
            return payload;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
