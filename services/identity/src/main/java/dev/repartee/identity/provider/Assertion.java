package dev.repartee.identity.provider;

import dev.repartee.identity.account.EmailAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a provider vouches for. Its tokens are forgotten when this is known.
 *
 * @param authority who vouches: the issuer
 * @param subject whom it means; never given to another person by the same authority
 * @param email an address that the provider has verified, or null
 * @param name what people call them, perhaps empty
 * @param askedAt when the provider last made sure that it is they, or null when it doesn't say
 */
public record Assertion(
        String authority,
        String subject,
        @Nullable EmailAddress email,
        String name,
        @Nullable Instant askedAt) {

    private static final int LONGEST_SUBJECT = 255;
    private static final int LONGEST_NAME = 120;

    public Assertion {
        if (subject.isEmpty() || subject.length() > LONGEST_SUBJECT) {
            throw new IllegalArgumentException("a subject has 1 to 255 characters");
        }
        name = name.replaceAll("\\p{Cntrl}", " ").strip();
        name = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
    }

    /** The same, vouched for by somebody whom only one business trusts. */
    public Assertion by(String other) {
        return new Assertion(other, subject, email, name, askedAt);
    }

    /** Without whom it means. */
    @Override
    public String toString() {
        return "Assertion[" + authority + "]";
    }
}
