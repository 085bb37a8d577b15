package dev.repartee.contract.event;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ConversationId;
import dev.repartee.contract.ConversationKey;
import dev.repartee.contract.EventHeaders;
import dev.repartee.contract.Mode;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.SessionId;
import dev.repartee.contract.UserKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What stays the same about a message on its whole way through the pipeline.
 *
 * @param key its identity
 * @param idFromClient whether the client chose the id; only then can it come twice
 * @param assistant who is asked
 * @param conversation the thread it belongs to
 * @param session the client's own grouping, or null
 * @param mode who answers
 * @param channel where it came from, for example {@code web}, {@code api}, {@code openai}
 * @param replyTo the gateway that waits for its answer, or null when nobody waits
 * @param acceptedAt the gateway's clock when it was accepted
 */
public record Envelope(
        RequestKey key,
        boolean idFromClient,
        AssistantId assistant,
        ConversationId conversation,
        @Nullable SessionId session,
        Mode mode,
        String channel,
        @Nullable ReplyTo replyTo,
        Instant acceptedAt) {

    /** The user it belongs to. */
    public UserKey userKey() {
        return key.userKey();
    }

    /** The conversation it belongs to. */
    public ConversationKey conversationKey() {
        return new ConversationKey(key.tenant(), key.user(), conversation);
    }

    /** Headers of an event of the given type about this message. */
    public EventHeaders headers(EventType type) {
        return headers(type, key, conversation, mode);
    }

    static EventHeaders headers(
            EventType type, RequestKey key, ConversationId conversation, Mode mode) {
        return new EventHeaders(
                type.word(),
                type.version(),
                mode,
                key.tenant().value(),
                key.requestId().value(),
                conversation.value(),
                null,
                null);
    }
}
