package dev.repartee.control.training;

import dev.repartee.language.Analyzer;
import dev.repartee.language.layered.ServedModels;
import dev.repartee.training.Workshop;
import dev.repartee.training.entity.EntityStore;

/**
 * What is administered of the understanding of messages.
 *
 * @param workshop examples, trainings and models
 * @param models what is in service
 * @param rules the rules that are asked before a model
 * @param entities what tenants define
 */
public record TrainingServices(
        Workshop workshop, ServedModels models, Analyzer rules, EntityStore entities) {}
