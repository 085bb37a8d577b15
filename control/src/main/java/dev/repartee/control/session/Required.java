package dev.repartee.control.session;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import org.jspecify.annotations.Nullable;

/** Fields that must be there. */
public final class Required {

    private static final int LONGEST = 4_096;

    private Required() {}

    /**
     * The text of a field.
     *
     * @throws ReparteeException with {@link ErrorCode#INVALID_FIELD} when it is absent, empty or
     *     far too long
     */
    public static String text(String field, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            throw new ReparteeException(ErrorCode.INVALID_FIELD, field + " is required");
        }
        if (value.length() > LONGEST) {
            throw new ReparteeException(ErrorCode.INVALID_FIELD, field + " is too long");
        }
        return value;
    }
}
