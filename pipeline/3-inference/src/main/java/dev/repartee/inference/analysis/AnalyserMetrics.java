package dev.repartee.inference.analysis;

import dev.repartee.inference.model.BreakerSettings;
import dev.repartee.runtime.Metric;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** What is measured of the external analyser. */
final class AnalyserMetrics {

    private final MeterRegistry meters;
    private final Timer duration;

    AnalyserMetrics(MeterRegistry meters, CircuitBreaker breaker, Semaphore calls, int bound) {
        this.meters = meters;
        this.duration =
                Timer.builder("repartee_nlp_api_duration")
                        .description("One attempt at the external analyser")
                        .publishPercentileHistogram()
                        .register(meters);
        Metric.BREAKER_STATE.gauge(
                meters, () -> BreakerSettings.code(breaker), "endpoint", "nlp-api");
        Gauge.builder(
                        "repartee_nlp_api_in_flight",
                        calls,
                        permits -> bound - permits.availablePermits())
                .description("Messages at the external analyser")
                .register(meters);
    }

    void took(long nanos) {
        duration.record(nanos, TimeUnit.NANOSECONDS);
    }

    void error(String cause) {
        Counter.builder("repartee_nlp_api_errors")
                .description("Attempts at the external analyser that brought nothing, by cause")
                .tag("cause", cause)
                .register(meters)
                .increment();
    }
}
