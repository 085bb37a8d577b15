package dev.repartee.contract.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a message passed each step, by the clock of the process that did it; one row of history
 * holds the whole latency breakdown.
 *
 * @param acceptedAt the gateway had it
 * @param dispatchedAt the dispatcher routed it, or null
 * @param inferenceStartedAt its turn came at a worker, or null
 * @param finishedAt its result was made
 */
public record Timeline(
        Instant acceptedAt,
        @Nullable Instant dispatchedAt,
        @Nullable Instant inferenceStartedAt,
        Instant finishedAt) {}
