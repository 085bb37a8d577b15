package dev.repartee.identity.provider;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import java.util.regex.Pattern;

/**
 * Names an identity provider in paths and redirect addresses.
 *
 * @param value 1 to 64 lower-case letters, digits and dashes
 */
public record ProviderId(@JsonValue String value) {

    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    /**
     * @throws ReparteeException with {@link ErrorCode#INVALID_ID} when the value is not of the form
     *     given above
     */
    @JsonCreator
    public ProviderId {
        if (!FORM.matcher(value).matches()) {
            throw new ReparteeException(
                    ErrorCode.INVALID_ID,
                    "provider must be 1 to 64 lower-case letters, digits and dashes");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
