package dev.repartee.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A person (or another bot's user) within one tenant.
 *
 * @param value 1 to 128 letters, digits or {@code . _ : @ + -}
 */
public record UserId(@JsonValue String value) {

    /**
     * @throws ReparteeException with {@link ErrorCode#INVALID_ID} when the value is not of the form
     *     given above
     */
    @JsonCreator
    public UserId {
        IdSyntax.NAME.check("userId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
