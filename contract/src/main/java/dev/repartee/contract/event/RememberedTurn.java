package dev.repartee.contract.event;

import dev.repartee.contract.ConversationKey;
import dev.repartee.contract.RequestId;

/**
 * A question and its answer, as a conversation's context in Redis keeps them: {@code
 * ctx:{tenant}:{user}:{conversation}} is a list of them, oldest first, each {@link
 * EventCodec#encodeTurn} encrypted with the user's key and that name as the field.
 *
 * <p>Whoever publishes a reply appends its turn, but only to a list that is there ({@code RPUSHX}):
 * a list is begun by inference alone, which first fills it from history. Readers ignore a second
 * entry of the same request.
 *
 * @param requestId the message
 * @param question what the user said
 * @param answer what was replied
 */
public record RememberedTurn(RequestId requestId, String question, String answer) {

    /** The name of a conversation's context in Redis. */
    public static String key(ConversationKey conversation) {
        return "ctx:" + conversation;
    }
}
