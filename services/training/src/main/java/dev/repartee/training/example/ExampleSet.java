package dev.repartee.training.example;

import java.time.Instant;

/**
 * The examples that an assistant has.
 *
 * @param examples how many
 * @param intents of how many intents
 * @param updatedAt when they were changed last
 */
public record ExampleSet(int examples, int intents, Instant updatedAt) {}
