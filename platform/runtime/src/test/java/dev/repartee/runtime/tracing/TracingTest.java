package dev.repartee.runtime.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class TracingTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Test
    void sendsStepsOfOneTraceToTheCollector() throws Exception {
        List<String> bodies = new CopyOnWriteArrayList<>();
        HttpServer collector =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext(
                "/v1/traces",
                exchange -> {
                    bodies.add(
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.ISO_8859_1));
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        collector.start();
        URI endpoint = URI.create("http://127.0.0.1:" + collector.getAddress().getPort());
        try (Tracing tracing = Tracing.open(new TracingConfig(endpoint, 1), "dispatch")) {
            Tracing.Step step = tracing.begin("dispatch", PARENT, Map.of("requestId", "r-1"));
            assertThat(step.traceparent()).startsWith("00-0af7651916cd43dd8448eb211c80319c-");
            step.end(null);
        } finally {
            Awaitility.await().atMost(PATIENCE).until(() -> !bodies.isEmpty());
            collector.stop(0);
        }
        assertThat(bodies.getFirst()).contains("r-1").contains("repartee-dispatch");
    }

    @Test
    void aMalformedParentBeginsANewTrace() {
        try (Tracing tracing =
                Tracing.open(new TracingConfig(URI.create("http://127.0.0.1:1"), 1), "x")) {
            assertThat(tracing.begin("x", "nonsense", Map.of()).traceparent()).startsWith("00-");
        }
    }

    @Test
    void withoutAnEndpointNothingIsTraced() {
        try (Tracing tracing = Tracing.open(TracingConfig.defaults(), "x")) {
            Tracing.Step step = tracing.begin("x", PARENT, Map.of());
            assertThat(step.traceparent()).isNull();
            step.end(new IllegalStateException());
            assertThat(tracing.enabled()).isFalse();
        }
    }

    @Test
    void refusesARatioThatIsNone() {
        assertThatThrownBy(() -> new TracingConfig(null, 2))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
