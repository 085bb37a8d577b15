package dev.repartee.language.temporal;

import org.jspecify.annotations.Nullable;

/**
 * A time that a text tells.
 *
 * @param iso in ISO 8601; null when the text leaves it open ({@code 03/04/2026} in English)
 * @param start the UTF-16 index of its first char in the text
 * @param end the UTF-16 index after its last char
 */
public record Temporal(Kind kind, @Nullable String iso, int start, int end) {

    /** What kind of time it is. */
    public enum Kind {
        /** A day, or a whole week, month or year: {@code 2026-03-06}, {@code 2026-W11}. */
        DATE,
        /** A time of day: {@code 17:00}. */
        TIME,
        /** A time of a day with the offset of its zone then: {@code 2026-03-06T17:00+01:00}. */
        DATETIME,
        /** A length of time: {@code PT1H30M}. */
        DURATION,
        /** A first and a last day or time, joined by a slash. */
        INTERVAL
    }
}
