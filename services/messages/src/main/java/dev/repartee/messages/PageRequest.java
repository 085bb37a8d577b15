package dev.repartee.messages;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a conversation.
 *
 * @param order which end comes first
 * @param after where the page before ended, or null for the first page
 * @param limit most messages, 1 to 200
 */
public record PageRequest(Order order, @Nullable Cursor after, int limit) {

    /** The longest page. */
    public static final int LONGEST = 200;

    /** Which end comes first. */
    public enum Order {
        NEWEST_FIRST,
        OLDEST_FIRST
    }

    /**
     * @throws ReparteeException with {@code INVALID_FIELD} for a limit out of range
     */
    public PageRequest {
        if (limit < 1 || limit > LONGEST) {
            throw new ReparteeException(
                    ErrorCode.INVALID_FIELD, "limit must be 1 to " + LONGEST + ", not " + limit);
        }
    }
}
