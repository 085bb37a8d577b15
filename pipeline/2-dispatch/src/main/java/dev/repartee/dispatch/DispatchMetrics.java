package dev.repartee.dispatch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntSupplier;

/** The numbers that dispatch shows. */
final class DispatchMetrics {

    /** What became of a message at dispatch. */
    enum Outcome {
        /** Answered at once. */
        FAST,
        /** Answered, but its reply has to wait for its turn. */
        PREPARED,
        /** Work for a model. */
        WORK,
        /** An id that came before. */
        DUPLICATE,
        /** Too late. */
        EXPIRED
    }

    private final MeterRegistry registry;
    private final Map<Outcome, Counter> outcomes = new EnumMap<>(Outcome.class);
    private final Timer latency;
    private final Counter hits;
    private final Counter misses;
    private final Counter unanswered;
    private final DistributionSummary round;

    DispatchMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(
                    outcome,
                    Counter.builder("repartee_dispatch_messages")
                            .description("Messages dispatched, by what became of them")
                            .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
        latency =
                Timer.builder("repartee_dispatch_latency")
                        .description("From the broker's append to the end of dispatch")
                        .publishPercentileHistogram()
                        .register(registry);
        hits = cache("hit");
        misses = cache("miss");
        unanswered = cache("unavailable");
        round =
                DistributionSummary.builder("repartee_dispatch_redis_round")
                        .description("Messages whose questions to Redis went in one round trip")
                        .register(registry);
    }

    private Counter cache(String result) {
        return Counter.builder("repartee_dispatch_cache")
                .description("Messages whose reply was looked for in the cache")
                .tag("result", result)
                .register(registry);
    }

    void finished(Outcome outcome, Duration sinceAppended) {
        outcomes.get(outcome).increment();
        latency.record(sinceAppended.isNegative() ? Duration.ZERO : sinceAppended);
    }

    void cacheAsked(boolean answered, boolean found) {
        if (found) {
            hits.increment();
        } else if (answered) {
            misses.increment();
        } else {
            unanswered.increment();
        }
    }

    void round(int messages) {
        round.record(messages);
    }

    /** Shows how many conversations are remembered. */
    void tracked(IntSupplier conversations) {
        Gauge.builder(
                        "repartee_dispatch_tracked_conversations",
                        conversations,
                        IntSupplier::getAsInt)
                .description("Conversations whose last work is remembered for the fast path")
                .register(registry);
    }
}
