package dev.repartee.contract.content;

import org.jspecify.annotations.Nullable;

/**
 * What a client may ask of the model; the assistant's own limits still hold.
 *
 * @param temperature 0 to 2, or null for the assistant's
 * @param maxTokens upper bound of the reply's tokens, or null for the assistant's
 */
public record ModelOptions(@Nullable Double temperature, @Nullable Integer maxTokens) {}
