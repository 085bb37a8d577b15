package dev.repartee.language.layered;

import dev.repartee.contract.TenantId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts which layer decided, by tenant. Tenants beyond the first thousand are counted together, so
 * that the number of series is bounded.
 */
public final class LayerMetrics {

    private static final int MOST_TENANTS = 1_000;
    private static final String OTHERS = "others";

    private final MeterRegistry meters;
    private final Map<String, Map<Layer, Counter>> counters = new ConcurrentHashMap<>();

    public LayerMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    void decided(TenantId tenant, Layer layer) {
        String name =
                counters.containsKey(tenant.value()) || counters.size() < MOST_TENANTS
                        ? tenant.value()
                        : OTHERS;
        counters.computeIfAbsent(name, unused -> new ConcurrentHashMap<>())
                .computeIfAbsent(layer, unused -> counter(name, layer))
                .increment();
    }

    private Counter counter(String tenant, Layer layer) {
        return Counter.builder("repartee_nlu_decisions")
                .description("Messages understood, by the layer that decided")
                .tag("tenant", tenant)
                .tag("layer", layer.word())
                .register(meters);
    }
}
