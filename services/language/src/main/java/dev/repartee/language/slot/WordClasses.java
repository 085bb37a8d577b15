package dev.repartee.language.slot;

import java.util.Map;

/**
 * What a word is known to be whatever the examples say (a month, a unit, a number, ...), as one
 * number for each combination; 0 when nothing is known.
 */
final class WordClasses {

    private final Map<String, Long> classes;

    WordClasses(Map<String, Long> classes) {
        this.classes = classes;
    }

    long of(String form) {
        Long known = classes.get(form);
        return known == null ? 0 : known;
    }
}
