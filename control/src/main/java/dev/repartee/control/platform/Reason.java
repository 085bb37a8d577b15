package dev.repartee.control.platform;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import org.jspecify.annotations.Nullable;

/** Why an operator does something, in words that the tenant will read. */
final class Reason {

    private static final int SHORTEST = 10;
    private static final int LONGEST = 500;

    private Reason() {}

    /**
     * @throws ReparteeException with {@link ErrorCode#INVALID_FIELD} when it says too little, or
     *     too much
     */
    static String of(@Nullable String text) {
        return checked("reason", text, SHORTEST, LONGEST);
    }

    static String required(String field, @Nullable String text) {
        if (text == null || text.isBlank()) {
            throw new ReparteeException(ErrorCode.INVALID_FIELD, field + " is required");
        }
        return text;
    }

    static String checked(String field, @Nullable String text, int shortest, int longest) {
        String clean = required(field, text).strip();
        if (clean.length() < shortest
                || clean.length() > longest
                || clean.chars().anyMatch(Character::isISOControl)) {
            throw new ReparteeException(
                    ErrorCode.INVALID_FIELD,
                    "%s must have %d to %d characters on one line"
                            .formatted(field, shortest, longest));
        }
        return clean;
    }
}
