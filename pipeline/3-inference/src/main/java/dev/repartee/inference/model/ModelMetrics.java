package dev.repartee.inference.model;

import dev.repartee.runtime.Metric;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/** What is measured of one endpoint. */
final class ModelMetrics {

    private final MeterRegistry meters;
    private final String endpoint;
    private final Timer latency;
    private final Timer firstToken;

    ModelMetrics(MeterRegistry meters, String endpoint) {
        this.meters = meters;
        this.endpoint = endpoint;
        this.latency =
                Timer.builder("repartee_model_latency")
                        .description("From the call to the last token of an answer")
                        .tag("endpoint", endpoint)
                        .publishPercentileHistogram()
                        .register(meters);
        this.firstToken =
                Timer.builder("repartee_model_first_token")
                        .description("From the call to the first token of an answer")
                        .tag("endpoint", endpoint)
                        .publishPercentileHistogram()
                        .register(meters);
    }

    void watch(CircuitBreaker breaker, Semaphore calls, int concurrency) {
        Metric.BREAKER_STATE.gauge(
                meters, () -> BreakerSettings.code(breaker), "endpoint", endpoint);
        Gauge.builder(
                        "repartee_model_in_flight",
                        calls,
                        permits -> concurrency - permits.availablePermits())
                .description("Calls that are being answered")
                .tag("endpoint", endpoint)
                .register(meters);
        Gauge.builder("repartee_model_waiting", calls, Semaphore::getQueueLength)
                .description("Conversations that wait for their turn at the endpoint")
                .tag("endpoint", endpoint)
                .register(meters);
    }

    void answered(ModelAnswer answer) {
        latency.record(Duration.ofMillis(answer.use().latencyMs()));
        firstToken.record(answer.firstToken());
    }

    void failed(ModelFailure.Kind kind) {
        Counter.builder("repartee_model_failures")
                .description("Calls that brought no answer, by cause")
                .tag("endpoint", endpoint)
                .tag("cause", kind.word())
                .register(meters)
                .increment();
    }
}
