package dev.repartee.feedback;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ConversationId;
import dev.repartee.contract.RequestKey;
import java.time.Instant;

/**
 * An opinion as it is stored.
 *
 * @param key the message whose reply it is about
 * @param conversation of the message
 * @param assistant who replied
 * @param opinion what the user says now
 * @param updatedAt when it was said last
 */
public record Feedback(
        RequestKey key,
        ConversationId conversation,
        AssistantId assistant,
        Opinion opinion,
        Instant updatedAt) {}
