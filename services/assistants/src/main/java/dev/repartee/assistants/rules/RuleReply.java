package dev.repartee.assistants.rules;

/**
 * What a rule said.
 *
 * @param text ready to send
 * @param language BCP 47 tag of the text
 * @param ruleName which rule
 */
public record RuleReply(String text, String language, String ruleName) {}
