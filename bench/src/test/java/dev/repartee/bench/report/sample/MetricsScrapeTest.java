package dev.repartee.bench.report.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.repartee.bench.report.Percentiles;
import dev.repartee.runtime.Metric;
import dev.repartee.runtime.Metrics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsScrapeTest {
    private static final Map<String, String> ANY = Map.of();

    @Test
    void readsWhatOurOwnRegistryWrites() {
        var registry = Metrics.registry();
        Metric.QUEUE_DEPTH.gauge(registry, () -> 12);
        var timer = Metric.ACCEPT_LATENCY.timer(registry, "channel", "web");
        for (int millis = 1; millis <= 1_000; millis++) {
            timer.record(Duration.ofMillis(millis));
        }

        MetricsScrape scrape = MetricsScrape.parse(registry.scrape());

        assertThat(scrape.sum("repartee_queue_depth", ANY)).hasValue(12);
        Percentiles latency =
                scrape.timer("repartee_accept_latency", Map.of("channel", "web")).percentiles();
        assertThat(latency.count()).isEqualTo(1_000);
        assertThat(latency.mean()).isCloseTo(500.5, Percentage.withPercentage(1));
        assertThat(latency.p50()).isCloseTo(500, Percentage.withPercentage(10));
        assertThat(latency.p99()).isCloseTo(990, Percentage.withPercentage(10));
        assertThat(latency.max()).isCloseTo(1_000, Percentage.withPercentage(1));
        assertThat(
                        scrape.timer("repartee_accept_latency", Map.of("channel", "other"))
                                .percentiles())
                .isEqualTo(Percentiles.NONE);
    }

    @Test
    void labelsMayHoldAnything() {
        MetricsScrape scrape =
                MetricsScrape.parse(
                        "# HELP a b\n\na{path=\"/x\\\"{},=\\\\\",b=\"1\",} 3 1700000000\na{b=\"2\"} 4\nc NaN\nd +Inf\n");

        assertThat(scrape.sum("a", Map.of("path", "/x\"{},=\\"))).hasValue(3);
        assertThat(scrape.sum("a", ANY)).hasValue(7);
        assertThat(scrape.max("a", ANY)).hasValue(4);
        assertThat(scrape.sum("c", ANY)).isEmpty();
        assertThat(scrape.sum("d", ANY)).hasValue(Double.POSITIVE_INFINITY);
        assertThat(scrape.sum("none", ANY)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a{",
                "a{b",
                "a{b=",
                "a{b=\"1",
                "a{b=\"1\"",
                "a{b=\"1\"}",
                "a{b=\"1\\",
                "a{b=\"1\"c=\"2\"} 1",
                "a one",
                "{} 1",
                "<html>",
                "a{=\"1\"} 1"
            })
    void whatIsNoMetricIsToldWithItsLine(String line) {
        assertThatThrownBy(() -> MetricsScrape.parse("fine 1\n" + line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("line 2 is no metric");
    }

    @Test
    void bucketsTellWhatCameInBetween() {
        LatencyBuckets before = buckets("0.1", 90, "1.0", 100, "+Inf", 100);
        LatencyBuckets after = buckets("0.1", 90, "1.0", 200, "+Inf", 200);

        assertThat(after.percentiles().p50()).isGreaterThan(100);
        assertThat(before.percentiles().p50()).isLessThan(100);
        assertThat(after.since(before).percentiles().count()).isEqualTo(100);
        assertThat(after.since(before).percentiles().p50())
                .isCloseTo(550, Percentage.withPercentage(1));
    }

    @Test
    void aProcessThatBeganAnewHasNothingToSubtract() {
        LatencyBuckets before = buckets("0.1", 90, "1.0", 100, "+Inf", 100);
        LatencyBuckets after = buckets("0.1", 5, "1.0", 5, "+Inf", 5);

        assertThat(after.since(before).percentiles().count()).isEqualTo(5);
    }

    @Test
    void processesWithDifferentBoundsAddUp() {
        LatencyBuckets sum =
                buckets("0.1", 10, "1.0", 20, "+Inf", 20).plus(buckets("0.5", 5, "+Inf", 5));

        assertThat(sum.percentiles().count()).isEqualTo(25);
        assertThat(sum.counts()).containsEntry(0.5, 15.0).containsEntry(1.0, 25.0);
    }

    @Test
    void aProcessThatIsGoneOrSaysSomethingElseIsAnIoError() throws Exception {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        answer(server, "/metrics", 200, "a 1\n");
        answer(server, "/broken", 200, "<html>");
        answer(server, "/failing", 503, "a 1\n");
        server.start();
        URI root = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThat(MetricsScrape.fetch(client, root.resolve("/metrics")).sum("a", ANY))
                    .hasValue(1);
            assertThatThrownBy(() -> MetricsScrape.fetch(client, root.resolve("/broken")))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> MetricsScrape.fetch(client, root.resolve("/failing")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("503");
            server.stop(0);
            assertThatThrownBy(() -> MetricsScrape.fetch(client, root.resolve("/metrics")))
                    .isInstanceOf(IOException.class);
        }
    }

    private static void answer(HttpServer server, String path, int status, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        server.createContext(
                path,
                exchange -> {
                    exchange.sendResponseHeaders(status, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
    }

    private static LatencyBuckets buckets(Object... boundsAndCounts) {
        StringBuilder text = new StringBuilder();
        for (int index = 0; index < boundsAndCounts.length; index += 2) {
            text.append("t_seconds_bucket{le=\"")
                    .append(boundsAndCounts[index])
                    .append("\"} ")
                    .append(boundsAndCounts[index + 1])
                    .append('\n');
        }
        return MetricsScrape.parse(text.toString()).timer("t", ANY);
    }
}
