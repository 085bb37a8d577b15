package dev.repartee.language.entity.custom;

import java.util.List;

/**
 * Plurals and cases by their endings in English, Spanish, German and Hindi. Not a stemmer: it only
 * says whether two words could be forms of one.
 */
final class Inflection {

    private static final int MIN_STEM = 3;

    /** The longest first. */
    private static final List<String> ENDINGS =
            List.of(
                    "'s", "ies", "ern", "nen", "chen", "es", "en", "er", "em", "ns", "os", "as",
                    "ियों", "ियां", "ियाँ", "ों", "ें", "ां", "ाँ", "on", "s", "e", "n", "y", "o",
                    "a", "े", "ी", "ा");

    private Inflection() {}

    /** The word without its longest ending. */
    static String stem(String word) {
        for (String ending : ENDINGS) {
            if (word.length() - ending.length() >= MIN_STEM && word.endsWith(ending)) {
                return word.substring(0, word.length() - ending.length());
            }
        }
        return word;
    }

    static boolean isOf(String word, String of) {
        String shorter = word.length() <= of.length() ? word : of;
        String longer = shorter.equals(word) ? of : word;
        if (shorter.length() < MIN_STEM + 1) {
            return shorter.length() == MIN_STEM && longer.equals(shorter + "s");
        }
        if (longer.startsWith(shorter)) {
            String rest = longer.substring(shorter.length());
            return ENDINGS.contains(rest) && !rest.equals("y");
        }
        return stem(word).equals(stem(of)) && stem(word).length() >= MIN_STEM + 1;
    }
}
