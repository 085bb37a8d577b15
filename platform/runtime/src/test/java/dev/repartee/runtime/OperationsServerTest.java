package dev.repartee.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OperationsServerTest {
    private final PrometheusMeterRegistry registry = Metrics.registry();
    private final HttpClient client = HttpClient.newHttpClient();
    private OperationsServer server;

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void isAliveEvenWhenNotReady() throws Exception {
        serve(check("kafka", () -> Readiness.notReady("unreachable")));

        assertThat(call("GET", "/health").statusCode()).isEqualTo(200);
    }

    @Test
    void isReadyWhenEveryCheckPasses() throws Exception {
        serve(check("kafka", Readiness::ready), check("redis", Readiness::ready));

        HttpResponse<String> answer = call("GET", "/ready");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"status\":\"ready\"", "\"kafka\":\"ready\"", "\"redis\":\"ready\"");
    }

    @Test
    void namesEachCheckThatFailsThrowsOrHangs() throws Exception {
        serve(
                check("down", () -> Readiness.notReady("unreachable")),
                check(
                        "throwing",
                        () -> {
                            throw new IOException("secret");
                        }),
                check(
                        "hanging",
                        () -> {
                            new CountDownLatch(1).await();
                            return Readiness.ready();
                        }));

        HttpResponse<String> answer = call("GET", "/ready");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body())
                .contains("\"down\":\"unreachable\"", "\"throwing\":\"IOException\"")
                .contains("\"hanging\":\"no answer within 200 ms\"")
                .doesNotContain("secret");
    }

    @Test
    void showsMetricsInPrometheusForm() throws Exception {
        serve();
        Metric.HTTP_REQUESTS.counter(registry, "route", "messages").increment();
        Metric.ACCEPT_LATENCY.timer(registry, "channel", "web").record(Duration.ofMillis(5));
        Metric.QUEUE_DEPTH.gauge(registry, () -> 12);

        HttpResponse<String> answer = call("GET", "/metrics");

        assertThat(answer.headers().firstValue("Content-Type")).contains(Operations.METRICS_TYPE);
        assertThat(answer.body())
                .contains("repartee_http_requests_total{route=\"messages\"} 1.0")
                .contains("repartee_accept_latency_seconds_count{channel=\"web\"} 1")
                .contains("repartee_queue_depth 12.0")
                .contains("jvm_memory_used_bytes");
    }

    @Test
    void refusesOtherPathsAndMethods() throws Exception {
        serve();

        assertThat(call("GET", "/health/deeper").statusCode()).isEqualTo(404);
        assertThat(call("POST", "/health").statusCode()).isEqualTo(405);
        assertThat(call("HEAD", "/health").statusCode()).isEqualTo(200);
    }

    @Test
    void saysInOneLineThatItsPortIsTaken() {
        serve();
        OperationsConfig taken = new OperationsConfig("127.0.0.1", server.port());

        assertThatExceptionOfType(StartupException.class)
                .isThrownBy(
                        () -> OperationsServer.start(taken, new Operations(registry, List.of())))
                .withMessageContaining("Port " + server.port() + " is in use")
                .satisfies(
                        failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.PORT_IN_USE));
    }

    private void serve(ReadinessCheck... checks) {
        server =
                OperationsServer.start(
                        new OperationsConfig("127.0.0.1", 0),
                        new Operations(registry, List.of(checks)));
    }

    private HttpResponse<String> call(String method, String path) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static ReadinessCheck check(String name, Outcome outcome) {
        return new ReadinessCheck() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Readiness check() throws Exception {
                return outcome.of();
            }

            @Override
            public Duration timeout() {
                return Duration.ofMillis(200);
            }
        };
    }

    @FunctionalInterface
    private interface Outcome {
        Readiness of() throws Exception;
    }
}
