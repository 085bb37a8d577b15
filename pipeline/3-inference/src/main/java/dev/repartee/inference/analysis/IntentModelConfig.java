package dev.repartee.inference.analysis;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which model is asked what a message wants when neither rules nor the trained model are sure.
 *
 * @param endpoint the name of a model endpoint, or null to ask none; a call costs what the model
 *     costs
 * @param model which one at the endpoint, or null for the endpoint's own choice
 * @param timeout of one call, waiting for a turn included
 * @param remember how long an answer is given again for the same words
 */
public record IntentModelConfig(
        @Nullable String endpoint, @Nullable String model, Duration timeout, Duration remember) {

    public IntentModelConfig {
        if (timeout.toMillis() < 1 || remember.toMillis() < 1) {
            throw new IllegalArgumentException("timeout and remember must be positive");
        }
    }

    /** None; a model that is named has 10 s, and its answers are remembered for an hour. */
    public static IntentModelConfig defaults() {
        return new IntentModelConfig(null, null, Duration.ofSeconds(10), Duration.ofHours(1));
    }
}
