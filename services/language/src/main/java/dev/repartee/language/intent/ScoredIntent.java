package dev.repartee.language.intent;

/**
 * An intent that a message may have.
 *
 * @param intent its name, as the examples spell it
 * @param confidence how likely it is, 0 to 1; calibrated: of the messages that come with 0.8, about
 *     eight in ten are right
 */
public record ScoredIntent(String intent, double confidence) {}
