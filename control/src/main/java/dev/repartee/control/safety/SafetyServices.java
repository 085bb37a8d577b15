package dev.repartee.control.safety;

import dev.repartee.safety.SafetyAudit;
import dev.repartee.safety.SafetyRuleStore;

/**
 * What the safety controllers administer.
 *
 * @param rules of each assistant
 * @param audit of decisions
 */
public record SafetyServices(SafetyRuleStore rules, SafetyAudit audit) {}
