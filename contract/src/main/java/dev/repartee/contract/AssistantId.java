package dev.repartee.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * An assistant of a tenant: persona, model, knowledge and rules.
 *
 * @param value 1 to 64 lower-case letters, digits and dashes
 */
public record AssistantId(@JsonValue String value) {

    /**
     * @throws ReparteeException with {@link ErrorCode#INVALID_ID} when the value is not of the form
     *     given above
     */
    @JsonCreator
    public AssistantId {
        IdSyntax.TENANT.check("assistantId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
