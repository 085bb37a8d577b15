package dev.repartee.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * An ordered thread of one user with one assistant; the unit of order (promise P2), unique within
 * tenant and user.
 *
 * @param value 1 to 128 letters, digits or {@code . _ : @ + -}
 */
public record ConversationId(@JsonValue String value) {

    /**
     * @throws ReparteeException with {@link ErrorCode#INVALID_ID} when the value is not of the form
     *     given above
     */
    @JsonCreator
    public ConversationId {
        IdSyntax.NAME.check("conversationId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
