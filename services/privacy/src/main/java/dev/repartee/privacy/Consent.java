package dev.repartee.privacy;

import java.time.Instant;

/**
 * What a user answered.
 *
 * @param purpose to what
 * @param granted yes or no
 * @param source where they said so, as proof
 * @param recordedAt when
 */
public record Consent(Purpose purpose, boolean granted, String source, Instant recordedAt) {

    /** The longest source, in UTF-16 units. */
    public static final int LONGEST_SOURCE = 200;

    public Consent {
        if (source.isBlank() || source.length() > LONGEST_SOURCE) {
            throw new IllegalArgumentException("a source has 1 to 200 characters");
        }
    }
}
