package dev.repartee.inference.model;

import dev.repartee.contract.content.Turn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model is asked.
 *
 * @param model which one at the endpoint, or null for the endpoint's own choice
 * @param turns system turns first, the question last
 * @param temperature 0 to 2, or null for the model's own
 * @param maxTokens upper bound of the answer's tokens
 */
public record Prompt(
        @Nullable String model, List<Turn> turns, @Nullable Double temperature, int maxTokens) {

    public Prompt {
        turns = List.copyOf(turns);
    }
}
