package dev.repartee.inference.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.content.Entity;
import dev.repartee.contract.content.Intent;
import dev.repartee.contract.content.Nlu;
import dev.repartee.inference.model.BreakerSettings;
import dev.repartee.language.layered.Remark;
import dev.repartee.runtime.Secret;
import dev.repartee.testing.MovableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAnalyserTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String TEXT = "Where is order 4711?";

    private final MovableClock clock = new MovableClock(Instant.parse("2026-01-02T03:04:05Z"));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Answering answering = exchange -> answer(exchange, 500, "");
    private volatile String lastBody = "";
    private HttpServer server;

    private interface Answering {
        void answer(HttpExchange exchange) throws IOException;
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/nlp",
                exchange -> {
                    requests.incrementAndGet();
                    lastBody =
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8);
                    try (exchange) {
                        answering.answer(exchange);
                    }
                });
        server.start();
    }

    @AfterEach
    void stop() {
        closed.countDown();
        server.stop(0);
    }

    @Test
    void understandsWhatTheServiceSays() throws Exception {
        says(
                """
                {"intent": {"name": "ORDER_STATUS", "confidence": 0.93, "extra": 1},
                 "entities": [{"type": "order", "text": "4711", "normalized": "4711", "start": 15}]}
                """);

        assertThat(analyse())
                .contains(
                        new Nlu(
                                new Intent("ORDER_STATUS", 0.93),
                                List.of(new Entity("order", "4711", "4711", 15, 19)),
                                "nlp-api"));
        assertThat(lastBody).contains("\"text\":\"Where is order 4711?\"", "\"language\":\"en\"");
    }

    @Test
    void leavesOutWhatDoesNotFitTheMessage() throws Exception {
        says(
                """
                {"intent": {"name": "ORDER STATUS; DROP TABLE", "confidence": 7},
                 "entities": [{"type": "order", "text": "4711", "start": 99999999},
                              {"type": "ghost", "text": "not in the message"},
                              {"type": 7, "text": {}}, "nonsense", null, [],
                              {"type": "word", "text": "Where", "start": -3}]}
                """);

        assertThat(analyse())
                .contains(
                        new Nlu(
                                null,
                                List.of(
                                        new Entity("word", "Where", null, 0, 5),
                                        new Entity("order", "4711", null, 15, 19)),
                                "nlp-api"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "[]", "{}", "null", "{\"intent\":", "<html>"})
    void anAnswerThatIsNoneIsAFailure(String body) throws Exception {
        says(body);

        assertThat(analyse()).isEmpty();
        assertThat(requests).hasValue(4);
    }

    @Test
    void anEndlessAnswerIsAFailure() throws Exception {
        says("{\"intent\": {\"name\": \"" + "x".repeat(300_000) + "\"}}");

        assertThat(analyse()).isEmpty();
    }

    @Test
    void triesAgainAfterEachPause() throws Exception {
        answering =
                exchange -> {
                    if (requests.get() < 4) {
                        answer(exchange, 503, "");
                    } else {
                        answer(exchange, 200, "{\"intent\": null}");
                    }
                };

        assertThat(analyse()).contains(new Nlu(null, List.of(), "nlp-api"));
        assertThat(requests).hasValue(4);
        assertThat(meters.get("repartee_nlp_api_errors").tag("cause", "status_503").counter())
                .satisfies(counter -> assertThat(counter.count()).isEqualTo(3));
    }

    @Test
    void doesNotTryAgainBeyondTheDeadline() throws Exception {
        assertThat(analyse(analyser(4), Duration.ofMillis(15))).isEmpty();
        assertThat(requests).hasValue(2);
    }

    @Test
    void doesNotTryAgainWhatTheServiceRefuses() throws Exception {
        answering = exchange -> answer(exchange, 422, "");

        assertThat(analyse()).isEmpty();
        assertThat(requests).hasValue(1);
    }

    @Test
    void aSilentServiceCostsOneTimeoutForEachAttempt() throws Exception {
        answering = exchange -> hang();

        assertThat(analyse(impatient(), Duration.ofSeconds(60))).isEmpty();
        assertThat(meters.get("repartee_nlp_api_errors").tag("cause", "timeout").counter())
                .satisfies(counter -> assertThat(counter.count()).isEqualTo(4));
    }

    @Test
    void aServiceThatStopsInTheMiddleOfItsAnswerIsSilentToo() throws Exception {
        answering =
                exchange -> {
                    exchange.sendResponseHeaders(200, 1_000);
                    exchange.getResponseBody().write("{\"intent\":".getBytes());
                    exchange.getResponseBody().flush();
                    hang();
                };

        assertThat(analyse(impatient(), Duration.ofSeconds(60))).isEmpty();
    }

    @Test
    void theBreakerKeepsADeadServiceFromCostingTime() throws Exception {
        HttpAnalyser analyser = analyser(4);
        assertThat(analyse(analyser, Duration.ofSeconds(60))).isEmpty();
        assertThat(state()).isEqualTo(1);

        assertThat(analyse(analyser, Duration.ofSeconds(60))).isEmpty();
        assertThat(requests).hasValue(4);

        says("{\"intent\": null}");
        clock.advance(Duration.ofSeconds(31));
        assertThat(analyse(analyser, Duration.ofSeconds(60))).isPresent();
        assertThat(state()).isZero();
    }

    private Optional<Nlu> analyse() throws InterruptedException {
        return analyse(analyser(100), Duration.ofSeconds(60));
    }

    private Optional<Nlu> analyse(HttpAnalyser analyser, Duration patience)
            throws InterruptedException {
        Instant now = clock.instant();
        return analyser.analyse(
                new Remark(
                        new TenantId("acme"),
                        null,
                        TEXT,
                        "en",
                        now.atZone(ZoneOffset.UTC),
                        now.plus(patience)));
    }

    private HttpAnalyser analyser(int leastCalls) {
        return analyser(leastCalls, PATIENCE);
    }

    private HttpAnalyser impatient() {
        return analyser(100, Duration.ofMillis(300));
    }

    private HttpAnalyser analyser(int leastCalls, Duration timeout) {
        AnalyserConfig config =
                new AnalyserConfig(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/nlp"),
                        new Secret("key"),
                        timeout,
                        List.of(
                                Duration.ofMillis(10),
                                Duration.ofMillis(20),
                                Duration.ofMillis(40)),
                        100,
                        50);
        BreakerSettings breaker =
                new BreakerSettings(
                        50, Duration.ofSeconds(10), leastCalls, Duration.ofSeconds(30), 1);
        return new HttpAnalyser(config, breaker, meters, clock);
    }

    private double state() {
        return meters.get("repartee_breaker_state").gauge().value();
    }

    private void says(String body) {
        answering = exchange -> answer(exchange, 200, body);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void hang() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
