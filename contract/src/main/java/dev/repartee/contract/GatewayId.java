package dev.repartee.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * One gateway process; replies are pushed to it by this name.
 *
 * @param value 1 to 128 letters, digits or {@code . _ : @ + -}
 */
public record GatewayId(@JsonValue String value) {

    /**
     * @throws ReparteeException with {@link ErrorCode#INVALID_ID} when the value is not of the form
     *     given above
     */
    @JsonCreator
    public GatewayId {
        IdSyntax.NAME.check("gatewayId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
