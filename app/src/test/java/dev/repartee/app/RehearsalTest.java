package dev.repartee.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RehearsalTest {

    private static final String PROTOCOL = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /** A gateway that lets everybody in and says nothing. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void failsInsteadOfWaitingWithoutEndForAReplyThatNeverComes() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> letIn(silent));
            URI gateway = URI.create("http://127.0.0.1:" + silent.getLocalPort());

            assertThatThrownBy(
                            () ->
                                    Rehearsal.run(
                                            gateway,
                                            "key",
                                            Duration.ofMinutes(1),
                                            Duration.ofMillis(100)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasStackTraceContaining("no reply to");
        }
    }

    private static void letIn(ServerSocket door) {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Thread.ofVirtual().start(() -> shakeHands(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void shakeHands(Socket client) {
        try {
            var in = new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
            String key = "";
            for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
                if (line.regionMatches(true, 0, "Sec-WebSocket-Key:", 0, 18)) {
                    key = line.substring(18).strip();
                }
            }
            byte[] digest =
                    MessageDigest.getInstance("SHA-1").digest((key + PROTOCOL).getBytes(US_ASCII));
            client.getOutputStream()
                    .write(
                            ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                                            + "Connection: Upgrade\r\nSec-WebSocket-Accept: "
                                            + Base64.getEncoder().encodeToString(digest)
                                            + "\r\n\r\n")
                                    .getBytes(US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
