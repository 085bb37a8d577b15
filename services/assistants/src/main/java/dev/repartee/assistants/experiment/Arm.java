package dev.repartee.assistants.experiment;

import org.jspecify.annotations.Nullable;

/**
 * One variant of an assistant in a test. What it does not name is as it is for everybody.
 *
 * @param name unique within its test
 * @param share of the users in percent, 1 to 99
 * @param assistantVersion another definition of the assistant, or null
 * @param promptVersion another prompt, 0 for the built-in one, or null
 * @param model another model endpoint, or {@code endpoint/model}, or null
 */
public record Arm(
        String name,
        int share,
        @Nullable Long assistantVersion,
        @Nullable Integer promptVersion,
        @Nullable String model) {}
