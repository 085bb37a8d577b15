package dev.repartee.inference;

import dev.repartee.inference.analysis.AnalyserConfig;
import dev.repartee.inference.analysis.IntentModelConfig;
import dev.repartee.inference.model.endpoint.ModelEndpoint;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How messages are answered.
 *
 * @param pools which pools this process works for; the empty name is the common one
 * @param models the model endpoints; the built-in {@code extractive} is always there
 * @param analyser who analyses messages
 * @param intents which model is asked when the local analyser is not sure
 * @param lanes most conversations that are worked on at once, per pool
 * @param records most messages in hand, per pool
 * @param reserve what is left of a message's deadline when the last model call must have ended, so
 *     that the fallback reply is still in time
 */
public record InferenceConfig(
        List<String> pools,
        List<ModelEndpoint> models,
        AnalyserConfig analyser,
        IntentModelConfig intents,
        int lanes,
        int records,
        Duration reserve) {

    public InferenceConfig {
        pools = List.copyOf(pools);
        models = List.copyOf(models);
        if (pools.isEmpty() || new HashSet<>(pools).size() < pools.size()) {
            throw new IllegalArgumentException("pools must name at least one pool, each once");
        }
        if (lanes < 1 || records < 2 || reserve.isNegative()) {
            throw new IllegalArgumentException(
                    "lanes must be positive, records at least 2 and reserve not negative");
        }
        Set<String> names = new HashSet<>();
        for (ModelEndpoint model : models) {
            if (!names.add(model.name())) {
                throw new IllegalArgumentException("two models are named '" + model.name() + "'");
            }
        }
    }

    /**
     * The common pool, the built-in model, the local analyser; room for as many calls as an
     * external analyser may have in flight.
     */
    public static InferenceConfig defaults() {
        return new InferenceConfig(
                List.of(""),
                List.of(),
                AnalyserConfig.defaults(),
                IntentModelConfig.defaults(),
                3_000,
                6_000,
                Duration.ofSeconds(2));
    }

    /** The same with other model endpoints. */
    public InferenceConfig withModels(List<ModelEndpoint> other) {
        return new InferenceConfig(pools, other, analyser, intents, lanes, records, reserve);
    }

    /** The same for other pools. */
    public InferenceConfig withPools(List<String> other) {
        return new InferenceConfig(other, models, analyser, intents, lanes, records, reserve);
    }

    /** The same with another analyser. */
    public InferenceConfig withAnalyser(AnalyserConfig other) {
        return new InferenceConfig(pools, models, other, intents, lanes, records, reserve);
    }
}
