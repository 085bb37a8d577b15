package dev.repartee.audit;

import dev.repartee.contract.ConversationId;
import dev.repartee.contract.Coordinates;
import dev.repartee.contract.Mode;
import dev.repartee.contract.RequestKey;
import java.time.Instant;

/**
 * A message that has not ended yet.
 *
 * @param key which
 * @param conversation its conversation
 * @param mode who answers
 * @param offset where its record lies in the partition
 * @param origin where it first lay: a replay keeps that
 * @param appendedAt the broker's append time of the record
 */
record OpenRequest(
        RequestKey key,
        ConversationId conversation,
        Mode mode,
        long offset,
        Coordinates origin,
        Instant appendedAt) {

    /** Whether it is a dead letter that came back. */
    boolean replayed() {
        return origin.offset() != offset;
    }
}
