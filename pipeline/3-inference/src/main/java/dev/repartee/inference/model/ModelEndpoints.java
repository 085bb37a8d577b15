package dev.repartee.inference.model;

import dev.repartee.assistants.ModelSettings;
import dev.repartee.inference.model.endpoint.ModelEndpoint;
import dev.repartee.inference.model.endpoint.ModelType;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The model endpoints of this deployment by name. The built-in one is always there. */
public final class ModelEndpoints {

    private final Map<String, GuardedModel> models = new HashMap<>();
    private final Set<String> extractive = new HashSet<>(Set.of(ModelSettings.EXTRACTIVE));

    public ModelEndpoints(List<ModelEndpoint> endpoints, MeterRegistry meters, Clock clock) {
        this(
                endpoints,
                endpoint -> BreakerSettings.forConcurrency(endpoint.limits().concurrency()),
                meters,
                clock);
    }

    /**
     * @param breakers when calls to an endpoint stop
     */
    public ModelEndpoints(
            List<ModelEndpoint> endpoints,
            Function<ModelEndpoint, BreakerSettings> breakers,
            MeterRegistry meters,
            Clock clock) {
        for (ModelEndpoint endpoint : endpoints) {
            if (endpoint.type() == ModelType.EXTRACTIVE) {
                extractive.add(endpoint.name());
            } else {
                models.put(
                        endpoint.name(),
                        new GuardedModel(endpoint, breakers.apply(endpoint), meters, clock));
            }
        }
    }

    /** The endpoint of that name; empty for the built-in model and for unknown names. */
    public Optional<GuardedModel> find(String name) {
        return Optional.ofNullable(models.get(name));
    }

    /** Whether that name is the built-in model's. */
    public boolean extractive(String name) {
        return extractive.contains(name);
    }
}
