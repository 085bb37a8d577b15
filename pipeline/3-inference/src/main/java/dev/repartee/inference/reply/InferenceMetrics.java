package dev.repartee.inference.reply;

import dev.repartee.contract.TenantId;
import dev.repartee.contract.content.ModelUse;
import dev.repartee.contract.event.EventType;
import dev.repartee.runtime.Metric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** What is measured of inference as a whole; endpoints and the analyser measure themselves. */
public final class InferenceMetrics {

    private final MeterRegistry meters;
    private final Timer waiting;
    private final Timer working;

    /** Registers the meters. */
    public InferenceMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.waiting =
                Timer.builder("repartee_inference_waiting")
                        .description("From dispatch until a message's turn comes at a worker")
                        .publishPercentileHistogram()
                        .register(meters);
        this.working =
                Timer.builder("repartee_inference_latency")
                        .description("From a message's turn to the log's acknowledgement")
                        .publishPercentileHistogram()
                        .register(meters);
    }

    /** A message's turn came. */
    public void begun(Duration sinceDispatch) {
        waiting.record(notBelowZero(sinceDispatch));
    }

    /** A message is finished. */
    public void finished(EventType result, Duration sinceTurn) {
        working.record(notBelowZero(sinceTurn));
        Counter.builder("repartee_inference_results")
                .description("Messages finished, by what became of them")
                .tag("result", result.word())
                .register(meters)
                .increment();
    }

    /** A result of an earlier worker was used instead of making one anew. */
    public void spared() {
        Counter.builder("repartee_inference_spared")
                .description("Redelivered messages whose result was there already")
                .register(meters)
                .increment();
    }

    void fallback(String cause) {
        Counter.builder("repartee_inference_fallbacks")
                .description("Fallback replies, by cause")
                .tag("cause", cause)
                .register(meters)
                .increment();
    }

    /** No analyser understood a message in time. */
    public void unanalysed() {
        Counter.builder("repartee_inference_unanalysed")
                .description("Messages that no analyser understood in time")
                .register(meters)
                .increment();
    }

    void used(TenantId tenant, ModelUse use) {
        tokens(tenant, use, "prompt", use.promptTokens());
        tokens(tenant, use, "completion", use.completionTokens());
    }

    private void tokens(TenantId tenant, ModelUse use, String direction, int count) {
        Metric.TOKENS
                .counter(
                        meters,
                        "tenant",
                        tenant.value(),
                        "model",
                        use.name(),
                        "direction",
                        direction)
                .increment(count);
    }

    private static Duration notBelowZero(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
