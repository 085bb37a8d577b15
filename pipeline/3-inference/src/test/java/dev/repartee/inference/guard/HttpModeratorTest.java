package dev.repartee.inference.guard;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.repartee.language.safety.SafetyCategory;
import dev.repartee.runtime.Secret;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpModeratorTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;
    private volatile int status = 200;
    private volatile String answer = "";
    private volatile String asked = "";
    private volatile boolean hangs;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/",
                exchange -> {
                    asked =
                            exchange.getRequestURI()
                                    + " "
                                    + exchange.getRequestHeaders().getFirst("Authorization")
                                    + " "
                                    + new String(
                                            exchange.getRequestBody().readAllBytes(),
                                            StandardCharsets.UTF_8);
                    try (exchange) {
                        if (hangs) {
                            end.await();
                        }
                        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
                        exchange.sendResponseHeaders(status, bytes.length);
                        exchange.getResponseBody().write(bytes);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
    }

    @Test
    void readsTheScoresOfAModerationModel() {
        answer =
                """
                {"results": [{"flagged": true, "category_scores":
                  {"self-harm": 0.1, "self-harm/intent": 0.9, "hate": 0.6, "violence": 0.2, "new-one": 1}}]}
                """;
        try (HttpModerator moderator = open(ModerationConfig.Kind.MODERATIONS)) {
            assertThat(moderator.judge("something", PATIENCE))
                    .containsOnlyKeys(SafetyCategory.SELF_HARM, SafetyCategory.SLUR)
                    .containsEntry(SafetyCategory.SELF_HARM, 0.9);
        }
        assertThat(asked).contains("/v1/moderations", "Bearer k-1", "\"input\":\"something\"");
    }

    @Test
    void asksAChatModel() {
        answer =
                """
                {"choices": [{"message": {"content":
                  "Sure: {\\"category_scores\\": {\\"sexual/minors\\": 0.8, \\"illicit\\": 0.4}}"}}]}
                """;
        try (HttpModerator moderator = open(ModerationConfig.Kind.CHAT)) {
            assertThat(moderator.judge("something", PATIENCE))
                    .containsOnlyKeys(SafetyCategory.MINORS);
        }
        assertThat(asked).contains("/v1/chat/completions", "\"role\":\"system\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "{}", "[]", "{\"results\":[]}", "{\"results\":7}"})
    void whatIsNoAnswerLetsTheTextPass(String nonsense) {
        answer = nonsense;
        try (HttpModerator moderator = open(ModerationConfig.Kind.MODERATIONS)) {
            assertThat(moderator.judge("something", PATIENCE)).isEmpty();
        }
    }

    @Test
    void aSlowModelIsNotWaitedForAndABrokenOneIsLeftAlone() {
        try (HttpModerator moderator = open(ModerationConfig.Kind.MODERATIONS)) {
            hangs = true;
            long start = System.nanoTime();
            assertThat(moderator.judge("something", Duration.ofMillis(200))).isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("the moderator's own patience is twice as long")
                    .isLessThan(PATIENCE);
            hangs = false;
            status = 500;
            for (int i = 0; i < 6; i++) {
                assertThat(moderator.judge("something", PATIENCE)).isEmpty();
            }
            assertThat(moderator.available()).isFalse();
        }
    }

    private HttpModerator open(ModerationConfig.Kind kind) {
        return new HttpModerator(
                new ModerationConfig(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1"),
                        kind,
                        "judge",
                        new Secret("k-1"),
                        0.5,
                        PATIENCE.multipliedBy(2)),
                new SimpleMeterRegistry(),
                Clock.systemUTC());
    }
}
