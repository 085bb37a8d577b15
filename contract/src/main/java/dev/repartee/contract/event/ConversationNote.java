package dev.repartee.contract.event;

import dev.repartee.contract.ConversationId;
import dev.repartee.contract.EventHeaders;
import dev.repartee.contract.Mode;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.UserKey;
import dev.repartee.contract.content.ReplySource;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Metadata of a reply that came from the cache or from a rule, so that it leaves a trace without a
 * model call.
 *
 * @param key the message
 * @param conversation its conversation
 * @param acceptedAt when the message was accepted: names the window of its row in history
 * @param source cache, rule or fallback
 * @param rule which rule, or null
 * @param fastPath whether dispatch answered itself, or the prepared reply had to wait for its turn
 * @param at when
 */
public record ConversationNote(
        RequestKey key,
        ConversationId conversation,
        Instant acceptedAt,
        ReplySource source,
        @Nullable String rule,
        boolean fastPath,
        Instant at)
        implements Event {

    @Override
    public UserKey userKey() {
        return key.userKey();
    }

    @Override
    public EventHeaders headers() {
        return Envelope.headers(EventType.NOTE, key, conversation, Mode.REPLY);
    }
}
