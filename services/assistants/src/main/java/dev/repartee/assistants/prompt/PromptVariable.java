package dev.repartee.assistants.prompt;

import org.jspecify.annotations.Nullable;

/**
 * A value that a template names by a word of its own.
 *
 * @param name how the template names it
 * @param type what it must be
 * @param from its source, for example {@code user.plan}
 * @param standIn its value when the source has none of that type, or null for none
 */
public record PromptVariable(
        String name, VariableType type, String from, @Nullable String standIn) {}
