package dev.repartee.contract.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.EventHeaders;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.UserKey;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What analytics wants to know and the results do not carry.
 *
 * @param userKey whose traffic
 * @param kind what happened
 * @param requestId the message, or null
 * @param code why it was refused, or null
 * @param channel where it came from
 * @param bytes size of the message's text in UTF-8
 * @param at when
 */
public record TrafficEvent(
        UserKey userKey,
        Kind kind,
        @Nullable RequestId requestId,
        @Nullable ErrorCode code,
        String channel,
        int bytes,
        Instant at)
        implements Event {

    /** What happened. */
    public enum Kind {
        /** Dispatch routed a message: its size and channel. */
        DISPATCHED,
        /** The gateway refused a message. */
        REFUSED,
        /** The same id came again. */
        DUPLICATE;

        /** The word in JSON. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Reads the word in JSON. */
        @JsonCreator
        public static Kind of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    @Override
    public EventHeaders headers() {
        return new EventHeaders(
                EventType.TRAFFIC.word(),
                EventType.TRAFFIC.version(),
                null,
                userKey.tenant().value(),
                requestId == null ? null : requestId.value(),
                null,
                null,
                null);
    }
}
