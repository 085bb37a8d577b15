package dev.repartee.contract.content;

import org.jspecify.annotations.Nullable;

/**
 * What one reply cost.
 *
 * @param name the model that answered
 * @param promptTokens tokens sent
 * @param completionTokens tokens received
 * @param latencyMs from the call to the last token, in milliseconds
 * @param costNanos in billionths of the deployment's currency, or null for a model without a price
 */
public record ModelUse(
        String name,
        int promptTokens,
        int completionTokens,
        long latencyMs,
        @Nullable Long costNanos) {

    /** The use of a model whose price is not known. */
    public ModelUse(String name, int promptTokens, int completionTokens, long latencyMs) {
        this(name, promptTokens, completionTokens, latencyMs, null);
    }

    /** The same with its cost. */
    public ModelUse withCost(long nanos) {
        return new ModelUse(name, promptTokens, completionTokens, latencyMs, nanos);
    }

    /** Tokens sent and received. */
    public int totalTokens() {
        return promptTokens + completionTokens;
    }
}
