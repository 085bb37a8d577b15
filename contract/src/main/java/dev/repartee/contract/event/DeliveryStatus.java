package dev.repartee.contract.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.repartee.contract.ConversationId;
import dev.repartee.contract.EventHeaders;
import dev.repartee.contract.Mode;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.UserKey;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How far a reply came on its way to the user.
 *
 * @param key the message
 * @param conversation its conversation
 * @param acceptedAt when the message was accepted: names the window of its row in history
 * @param state how far
 * @param device which of the user's devices, or null
 * @param attempts pushes so far
 * @param at when
 */
public record DeliveryStatus(
        RequestKey key,
        ConversationId conversation,
        Instant acceptedAt,
        State state,
        @Nullable String device,
        int attempts,
        Instant at)
        implements Event {

    /** How far a reply came. */
    public enum State {
        /** Stored until the user comes back. */
        PENDING,
        /** Acknowledged by a client. */
        DELIVERED,
        /** Given up: too old, or too many were pending. */
        DROPPED;

        /** The word in JSON and in history. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Reads the word in JSON. */
        @JsonCreator
        public static State of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    @Override
    public UserKey userKey() {
        return key.userKey();
    }

    @Override
    public EventHeaders headers() {
        return Envelope.headers(EventType.DELIVERY, key, conversation, Mode.REPLY);
    }
}
