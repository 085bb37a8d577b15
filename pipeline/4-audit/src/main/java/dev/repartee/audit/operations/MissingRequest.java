package dev.repartee.audit.operations;

import dev.repartee.contract.Coordinates;
import dev.repartee.contract.RequestKey;
import java.time.Instant;

/**
 * A message that was accepted, that every stage calls finished, and that has no end in the log.
 *
 * @param key which
 * @param coordinates where its request lies
 * @param appendedAt the broker's append time of the request
 * @param reason where its trace ends
 */
public record MissingRequest(
        RequestKey key, Coordinates coordinates, Instant appendedAt, Reason reason) {

    /** Where the trace of a missing message ends. */
    public enum Reason {
        /** Dispatch finished the request, but neither a result nor work came of it. */
        LOST_BY_DISPATCH,
        /** Inference finished the work, but no result came of it. */
        LOST_BY_INFERENCE
    }
}
