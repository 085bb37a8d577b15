package dev.repartee.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * One device on which somebody signed in, from the sign-in to its end.
 *
 * @param value 1 to 128 letters, digits or {@code . _ : @ + -}
 */
public record LoginId(@JsonValue String value) {

    /**
     * @throws ReparteeException with {@link ErrorCode#INVALID_ID} when the value is not of the form
     *     given above
     */
    @JsonCreator
    public LoginId {
        IdSyntax.NAME.check("loginId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
