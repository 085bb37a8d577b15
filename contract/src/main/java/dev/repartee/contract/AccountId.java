package dev.repartee.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Somebody who signs in to administer or to answer; a member of any number of tenants.
 *
 * @param value 1 to 128 letters, digits or {@code . _ : @ + -}
 */
public record AccountId(@JsonValue String value) {

    /**
     * @throws ReparteeException with {@link ErrorCode#INVALID_ID} when the value is not of the form
     *     given above
     */
    @JsonCreator
    public AccountId {
        IdSyntax.NAME.check("accountId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
