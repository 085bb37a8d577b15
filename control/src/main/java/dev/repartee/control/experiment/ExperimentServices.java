package dev.repartee.control.experiment;

import dev.repartee.assistants.experiment.ExperimentStore;
import dev.repartee.feedback.outcome.ExperimentOutcomes;

/**
 * What is administered of tests.
 *
 * @param experiments what they are
 * @param outcomes how they stand
 */
public record ExperimentServices(ExperimentStore experiments, ExperimentOutcomes outcomes) {}
