package dev.repartee.identity.role;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import java.util.regex.Pattern;

/**
 * Names a role within a tenant: one that every tenant has, or one of its own.
 *
 * @param value 1 to 40 lower-case letters, digits, underscores and dashes, a letter first
 */
public record RoleId(@JsonValue String value) {

    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_-]{0,39}");

    /**
     * @throws ReparteeException with {@link ErrorCode#INVALID_ID} when the value is not of the form
     *     given above
     */
    @JsonCreator
    public RoleId {
        if (!FORM.matcher(value).matches()) {
            throw new ReparteeException(
                    ErrorCode.INVALID_ID,
                    "role must be 1 to 40 lower-case letters, digits, _ and -, a letter first");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
