package dev.repartee.language.token;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Tells fast that a text holds none of some words, so that a costly pattern that needs one of them
 * isn't tried. A no is sure for patterns that ignore case, {@code UNICODE_CASE} included; a yes
 * says little. Immutable.
 */
public final class WordHint {

    /** Letters that count as ASCII ones for patterns, but not for {@link String#toLowerCase}. */
    private static final String ODD = "ſıİ";

    private static final String ESCAPE = "\\";

    private final List<String> words;

    private WordHint(List<String> words) {
        this.words = words;
    }

    /**
     * Takes the words from what the pattern itself is made of.
     *
     * @param alternatives pieces of a regex, such as {@code road|rd|av\.|api[ -]?key}: alternatives
     *     that begin with plain characters, up to the first class or group
     * @throws IllegalArgumentException when one begins with anything else
     */
    public static WordHint of(String... alternatives) {
        List<String> all =
                Stream.of(alternatives)
                        .flatMap(piece -> Stream.of(piece.split("\\|", -1)))
                        .map(WordHint::beginning)
                        .distinct()
                        .toList();
        return new WordHint(all.stream().filter(word -> isShortest(word, all)).toList());
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

    private static String beginning(String alternative) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < alternative.length() && "[(".indexOf(alternative.charAt(i)) < 0; i++) {
            boolean escaped = alternative.startsWith(ESCAPE, i);
            i += escaped ? 1 : 0;
            char c = alternative.charAt(i);
            if (escaped ? Character.isLetterOrDigit(c) : "?*+{})].^$".indexOf(c) >= 0) {
                throw new IllegalArgumentException("no plain beginning: " + alternative);
            }
            word.append(c);
        }
        if (word.isEmpty()) {
            throw new IllegalArgumentException("no plain beginning: " + alternative);
        }
        return word.toString().toLowerCase(Locale.ROOT);
    }

    /** Whoever has a word has the words within it. */
    private static boolean isShortest(String word, List<String> all) {
        return all.stream().noneMatch(other -> !other.equals(word) && word.contains(other));
    }
}
