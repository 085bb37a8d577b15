package dev.repartee.language.safety;

import java.util.Set;

/**
 * Which personal data is taken out of text, and what is left of it.
 *
 * @param kinds what to take out; empty for nothing
 * @param region the ISO 3166 country of phone numbers without a country code, {@code ZZ} for none
 */
public record PiiPolicy(Set<PiiKind> kinds, Mode mode, String region) {

    /** Leaves text as it is. */
    public static final PiiPolicy KEEP_ALL = new PiiPolicy(Set.of(), Mode.REDACT, "ZZ");

    /** What is left of a value. */
    public enum Mode {
        /** Only its kind: {@code [email]}. */
        REDACT,
        /**
         * Its kind and the end that people recognise it by: {@code [card ..1111]}, {@code [email
         * ..@example.com]}.
         */
        MASK
    }

    public PiiPolicy {
        kinds = Set.copyOf(kinds);
    }

    /** Redacts all kinds. */
    public static PiiPolicy redactAll(String region) {
        return new PiiPolicy(Set.of(PiiKind.values()), Mode.REDACT, region);
    }
}
