package dev.repartee.assistants.rules;

/**
 * Something that an assistant answers by itself, without a model.
 *
 * @param name unique within the assistant
 * @param when which messages it answers
 * @param reply what it says; {@code {variable}} stands for a value, {@code {variable|text}} for the
 *     value or, when there is none, the text
 */
public record Rule(String name, RuleCondition when, LocalText reply) {}
