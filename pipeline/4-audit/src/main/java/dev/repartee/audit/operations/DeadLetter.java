package dev.repartee.audit.operations;

import dev.repartee.contract.Coordinates;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record that a group gave up.
 *
 * @param coordinates where the dead letter lies: its name
 * @param source where the record was read when it was given up
 * @param origin where it first lay
 * @param group the consumer group that gave it up
 * @param cause the error code's word
 * @param detail for an operator; no message text
 * @param attempts how often it was tried
 * @param at when it was given up
 * @param user {@code tenant:user}, or null when the record has no key
 * @param requestId the message, or null when the record does not say
 * @param settled what an operator has done with it, or null while it waits
 * @param record the original bytes
 */
public record DeadLetter(
        Coordinates coordinates,
        Coordinates source,
        Coordinates origin,
        String group,
        String cause,
        String detail,
        int attempts,
        Instant at,
        @Nullable String user,
        @Nullable String requestId,
        @Nullable Settlement settled,
        Original record) {

    /** What an operator has done with a dead letter. */
    public enum Settlement {
        /** Sent again to the group that had given it up. */
        REPLAYED,
        /** Given up for good. */
        DROPPED
    }

    /**
     * The record as it was.
     *
     * @param key do not change the array
     * @param value do not change the array; holds message text
     * @param headers without those that the dead letter added
     */
    public record Original(
            byte @Nullable [] key, byte @Nullable [] value, Map<String, byte[]> headers) {

        /** Does not print message text. */
        @Override
        public String toString() {
            return "Original[" + (value == null ? 0 : value.length) + " bytes]";
        }
    }

    DeadLetter settled(Settlement how) {
        return new DeadLetter(
                coordinates,
                source,
                origin,
                group,
                cause,
                detail,
                attempts,
                at,
                user,
                requestId,
                how,
                record);
    }
}
