package dev.repartee.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.InstantSource;

/**
 * One message of a user; the same id again is the same message (promise P3).
 *
 * @param value 1 to 128 letters, digits or {@code . _ : @ + -}
 */
public record RequestId(@JsonValue String value) {

    /**
     * @throws ReparteeException with {@link ErrorCode#INVALID_ID} when the value is not of the form
     *     given above
     */
    @JsonCreator
    public RequestId {
        IdSyntax.NAME.check("requestId", value);
    }

    /** A new id (UUIDv7, RFC 9562): ids made later sort later, to the millisecond. */
    public static RequestId random(InstantSource clock) {
        return new RequestId(UuidV7.next(clock).toString());
    }

    @Override
    public String toString() {
        return value;
    }
}
