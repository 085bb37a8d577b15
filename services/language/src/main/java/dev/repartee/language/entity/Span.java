package dev.repartee.language.entity;

import org.jspecify.annotations.Nullable;

/**
 * A value found in a text.
 *
 * @param type one of {@link EntityType}
 * @param normalized the value in its canonical form; null when the text leaves it open
 * @param start the UTF-16 index of its first char in the text
 * @param end the UTF-16 index after its last char
 */
public record Span(EntityType type, @Nullable String normalized, int start, int end) {

    public Span {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException("not a span: " + start + ".." + end);
        }
    }

    int length() {
        return end - start;
    }
}
