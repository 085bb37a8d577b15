package dev.repartee.language.token;

import java.util.List;
import java.util.Locale;

/**
 * Tells fast that a text holds none of some words, so that a costly pattern that needs one of them
 * isn't tried. A no is sure for patterns that ignore case, {@code UNICODE_CASE} included; a yes
 * says little. Immutable.
 */
public final class WordHint {

    /** Letters that count as ASCII ones for patterns, but not for {@link String#toLowerCase}. */
    private static final String ODD = "ſıİ";

    private final List<String> words;

    /**
     * @param words in lower case
     */
    public WordHint(String... words) {
        this.words = List.of(words);
    }

    /** Whether the text may hold one of the words. */
    public boolean mayBeIn(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (int i = 0; i < words.size(); i++) {
            if (lower.contains(words.get(i))) {
                return true;
            }
        }
        for (int i = 0; i < ODD.length(); i++) {
            if (text.indexOf(ODD.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }
}
