package dev.repartee.identity.sso;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.identity.account.EmailAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A mail domain that a business says is its.
 *
 * @param name in lower case
 * @param challenge what only the domain's owner can put into the DNS
 * @param claimedAt since when the business says so
 * @param verifiedAt since when it is known to be so, or null
 */
public record Domain(
        String name, String challenge, Instant claimedAt, @Nullable Instant verifiedAt) {

    private static final String HOST = "_repartee-challenge.";
    private static final String VALUE = "repartee-domain-verification=";

    /**
     * A domain's name as it is kept.
     *
     * @throws ReparteeException with {@link ErrorCode#INVALID_FIELD} for what can't come after the
     *     at sign of an address
     */
    public static String named(String text) {
        try {
            return new EmailAddress("postmaster@" + text).domain();
        } catch (ReparteeException e) {
            throw new ReparteeException(
                    ErrorCode.INVALID_FIELD, "domain must be one, such as acme.example", e);
        }
    }

    /** The name of the TXT record that proves it. */
    public String recordName() {
        return HOST + name;
    }

    /** The text of the TXT record that proves it. */
    public String recordText() {
        return VALUE + challenge;
    }
}
