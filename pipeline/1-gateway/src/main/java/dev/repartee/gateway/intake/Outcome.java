package dev.repartee.gateway.intake;

import dev.repartee.contract.ConversationId;
import dev.repartee.contract.Mode;
import dev.repartee.contract.RequestKey;
import dev.repartee.gateway.limit.RateState;

/** What became of a message at the door. */
public sealed interface Outcome {

    /**
     * The log has it (promise P1).
     *
     * @param rate what is left for this user
     */
    record Accepted(RequestKey key, ConversationId conversation, Mode mode, RateState rate)
            implements Outcome {}

    /** It was not promised. Nothing was stored, except perhaps after {@code LOG_UNAVAILABLE}. */
    record Refused(Refusal refusal) implements Outcome {}
}
