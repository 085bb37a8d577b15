package dev.repartee.language.safety.injection;

import org.jspecify.annotations.Nullable;

/**
 * A text as it reads when one wrapping is taken off.
 *
 * @param text to look through
 * @param wrapping its name
 * @param map for each char of the text where it stands in the original, or null when the whole
 *     stands for {@code start} to {@code end}
 */
record View(String text, String wrapping, int @Nullable [] map, int start, int end) {

    /** The original offset of a char, or of the end. */
    int original(int at) {
        if (map == null) {
            return at == 0 ? start : end;
        }
        return at < map.length ? map[at] : end;
    }

    static View whole(String text, String wrapping, int start, int end) {
        return new View(text, wrapping, null, start, end);
    }
}
