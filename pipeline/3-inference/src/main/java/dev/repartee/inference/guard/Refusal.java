package dev.repartee.inference.guard;

import dev.repartee.language.safety.SafetyCategory;

/**
 * Why no model is asked.
 *
 * @param category what was found
 * @param text what is said instead
 * @param language of that text
 * @param handover whether a person is called
 */
public record Refusal(SafetyCategory category, String text, String language, boolean handover) {}
