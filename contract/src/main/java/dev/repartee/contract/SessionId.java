package dev.repartee.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The client's own grouping of requests, stored and given back unchanged.
 *
 * @param value 1 to 128 letters, digits or {@code . _ : @ + -}
 */
public record SessionId(@JsonValue String value) {

    /**
     * @throws ReparteeException with {@link ErrorCode#INVALID_ID} when the value is not of the form
     *     given above
     */
    @JsonCreator
    public SessionId {
        IdSyntax.NAME.check("sessionId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
