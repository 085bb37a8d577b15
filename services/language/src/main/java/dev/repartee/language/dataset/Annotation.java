package dev.repartee.language.dataset;

/**
 * A value that an example marks.
 *
 * @param start the UTF-16 index of its first char in the text
 * @param end the UTF-16 index after its last char
 * @param type what it is, for example {@code city}
 */
public record Annotation(int start, int end, String type) {

    public Annotation {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException("not a span: " + start + ".." + end);
        }
        if (type.isBlank()) {
            throw new IllegalArgumentException("an annotation needs a type");
        }
    }
}
