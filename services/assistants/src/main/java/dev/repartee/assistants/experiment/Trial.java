package dev.repartee.assistants.experiment;

/**
 * Which arm of which test a variant is.
 *
 * @param experiment the test's id
 * @param arm the arm's name
 */
public record Trial(String experiment, String arm) {}
