package dev.repartee.app.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RehearsalTest {
    private static final Duration SHORT = Duration.ofSeconds(3);

    @Test
    void failsInsteadOfWaitingWithoutEndForAReplyThatNeverComes() throws IOException {
        try (SilentDoor door = SilentDoor.open()) {
            assertThatThrownBy(() -> talk(door.url()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("no reply to");
        }
    }

    @Test
    void saysWhyAMessageWasRefusedInsteadOfWaitingForItsReply() throws IOException {
        try (SilentDoor door =
                SilentDoor.open("{\"type\":\"error\",\"code\":\"rate_limited\",\"detail\":\"\"}")) {
            assertThatThrownBy(() -> talk(door.url()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("no reply to")
                    .hasMessageEndingWith("rate_limited");
        }
    }

    @Test
    void takesNobodyElsesReplyForItsOwn() throws IOException {
        try (SilentDoor door = SilentDoor.open("{\"type\":\"reply\",\"requestId\":\"earlier\"}")) {
            assertThatThrownBy(() -> talk(door.url())).hasMessageStartingWith("no reply to");
        }
    }

    @Test
    void failsOnWhatIsNoJson() throws IOException {
        try (SilentDoor door = SilentDoor.open("hello")) {
            assertThatThrownBy(() -> talk(door.url())).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void failsWhenNobodyIsThere() throws IOException {
        URI gone;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            gone = URI.create("http://127.0.0.1:" + closed.getLocalPort());
        }

        assertThatThrownBy(() -> talk(gone)).hasMessageStartingWith("can't connect");
        assertThatThrownBy(() -> new Rehearsal(gone, "key", SHORT).run(Duration.ofMinutes(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("no answer from /api/v1/assistants");
    }

    @Test
    void saysWhatWasRefused() throws IOException {
        HttpServer door =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        door.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(401, -1);
                    exchange.close();
                });
        door.start();
        try {
            URI url = URI.create("http://127.0.0.1:" + door.getAddress().getPort());

            assertThatThrownBy(
                            () ->
                                    new Rehearsal(url, "wrong", Duration.ofMinutes(1))
                                            .run(Duration.ofMinutes(1)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("answered 401");
        } finally {
            door.stop(0);
        }
    }

    @Test
    void everyPartHasAnAssistantAndLinesWithoutEnd() {
        for (Part part : Part.values()) {
            assertThat(part.assistant()).isNotEmpty();
            for (int number = 0; number < 50; number++) {
                assertThat(part.line(number)).isNotBlank().doesNotContain("%d");
            }
        }
        assertThat(Part.ASKS_MODEL.line(1)).isNotEqualTo(Part.ASKS_MODEL.line(1));
        assertThat(Part.REPEATS.line(1)).isEqualTo(Part.REPEATS.line(21));
    }

    private static int talk(URI gateway) throws InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
            Scene scene = new Scene(gateway, "key", http, SHORT, end);
            return new Talk(scene, Part.ASKS_MODEL, "somebody").call();
        }
    }
}
