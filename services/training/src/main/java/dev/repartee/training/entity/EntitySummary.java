package dev.repartee.training.entity;

import java.time.Instant;

/**
 * An entity as lists show it.
 *
 * @param type under which it is reported
 * @param kind {@code pattern} or {@code list}
 * @param items how many items the list has; 0 for a pattern
 * @param updatedAt when it was changed last
 */
public record EntitySummary(String type, String kind, int items, Instant updatedAt) {}
