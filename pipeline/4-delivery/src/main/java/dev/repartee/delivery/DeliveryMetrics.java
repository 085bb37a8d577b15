package dev.repartee.delivery;

import dev.repartee.contract.event.DeliveryStatus;
import dev.repartee.delivery.pending.Outgoing;
import dev.repartee.redis.Push;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/** What an operator sees of delivery. */
final class DeliveryMetrics {

    private final MeterRegistry registry;
    private final Timer pushLatency;
    private final Counter pushes;
    private final Counter retries;
    private final Counter drained;
    private final Counter signalsDropped;
    private final Counter statusesLost;
    private final Counter storeFailures;
    private final Map<DeliveryStatus.State, Counter> states =
            new EnumMap<>(DeliveryStatus.State.class);

    DeliveryMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.pushLatency =
                Timer.builder("repartee_delivery_push_latency")
                        .description("From a result's making to its first push")
                        .publishPercentileHistogram()
                        .register(registry);
        this.pushes = counter("repartee_delivery_pushes", "First pushes");
        this.retries = counter("repartee_delivery_retries", "Pushes that repeat one");
        this.drained = counter("repartee_delivery_drained", "Pushes of what had waited");
        this.signalsDropped =
                counter("repartee_delivery_signals_dropped", "Signals that found no room");
        this.statusesLost =
                counter("repartee_delivery_statuses_lost", "Status events that found no room");
        this.storeFailures =
                counter("repartee_delivery_store_failures", "Questions the store didn't answer");
        for (DeliveryStatus.State state : DeliveryStatus.State.values()) {
            states.put(state, counter("repartee_delivery_" + state.word(), "Replies that are so"));
        }
    }

    void watch(Supplier<Number> lanes, Supplier<Number> unfinished) {
        Gauge.builder("repartee_delivery_lanes", lanes)
                .description("Users in memory")
                .register(registry);
        Gauge.builder("repartee_delivery_unfinished", unfinished)
                .description("Replies that wait for an acknowledgement")
                .register(registry);
    }

    void pushed(Push.Result push, Instant now) {
        if (push.attempt() > 1) {
            retries.increment();
            return;
        }
        pushes.increment();
        if (push.audience() instanceof Push.Audience.Device device && device.pending()) {
            drained.increment();
        } else {
            Duration latency =
                    Duration.between(new Outgoing(push.offset(), push.result()).madeAt(), now);
            pushLatency.record(latency.isNegative() ? Duration.ZERO : latency);
        }
    }

    void reported(DeliveryStatus.State state) {
        states.get(state).increment();
    }

    void signalDropped() {
        signalsDropped.increment();
    }

    void statusLost() {
        statusesLost.increment();
    }

    void storeFailed() {
        storeFailures.increment();
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }
}
