package dev.repartee.training;

/**
 * What is wanted of a training.
 *
 * @param activate whether its model goes into service at once
 * @param withShipped whether the examples that ship with Repartee are learnt too, so that the
 *     assistant's own intents come on top of those of a business's inbox
 */
public record TrainingOrder(boolean activate, boolean withShipped) {}
