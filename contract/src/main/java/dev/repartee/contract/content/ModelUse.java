package dev.repartee.contract.content;

/**
 * What one reply cost.
 *
 * @param name the model that answered
 * @param promptTokens tokens sent
 * @param completionTokens tokens received
 * @param latencyMs from the call to the last token, in milliseconds
 */
public record ModelUse(String name, int promptTokens, int completionTokens, long latencyMs) {

    /** Tokens sent and received. */
    public int totalTokens() {
        return promptTokens + completionTokens;
    }
}
