package dev.repartee.identity.account;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where somebody reads mail, in lower case: addresses that differ only in case are one account.
 *
 * <p>Narrower than RFC 5321: no quotes, no comments, no address literals, nothing beyond ASCII; so
 * it can stand in a header as it is, and no two spellings look alike.
 *
 * @param value at most 254 characters
 */
public record EmailAddress(@JsonValue String value) {

    private static final int LONGEST = 254;
    private static final int LONGEST_LOCAL = 64;
    private static final Pattern FORM =
            Pattern.compile(
                    "[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*+"
                            + "@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]");

    /**
     * @throws ReparteeException with {@link ErrorCode#INVALID_FIELD} for what is none
     */
    @JsonCreator
    public EmailAddress {
        value = value.strip().toLowerCase(Locale.ROOT);
        if (value.length() > LONGEST
                || value.indexOf('@') > LONGEST_LOCAL
                || !FORM.matcher(value).matches()) {
            throw new ReparteeException(ErrorCode.INVALID_FIELD, "email must be an address");
        }
    }

    /** What comes after the at sign. */
    public String domain() {
        return value.substring(value.indexOf('@') + 1);
    }

    @Override
    public String toString() {
        return value;
    }
}
