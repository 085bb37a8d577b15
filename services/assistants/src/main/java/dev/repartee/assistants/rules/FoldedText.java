package dev.repartee.assistants.rules;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * A text as patterns see it: words in lower case, without accents and punctuation. Characters of
 * scripts that are written without spaces are words of their own.
 *
 * @param words in order
 */
record FoldedText(List<String> words) {

    static FoldedText of(String text) {
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        folded.codePoints()
                .forEach(
                        character -> {
                            if (Character.isIdeographic(character) || unspaced(character)) {
                                end(word, words);
                                words.add(Character.toString(character));
                            } else if (Character.isLetterOrDigit(character)) {
                                word.appendCodePoint(character);
                            } else if (!silent(character)) {
                                end(word, words);
                            }
                        });
        end(word, words);
        return new FoldedText(List.copyOf(words));
    }

    /** Whether the other text's words come in this one, next to each other. */
    boolean containsPhrase(FoldedText other) {
        return !other.words.isEmpty() && Collections.indexOfSubList(words, other.words) >= 0;
    }

    /** Whether all of the other text's words come in this one. */
    boolean containsWords(FoldedText other) {
        return !other.words.isEmpty() && words.containsAll(other.words);
    }

    private static void end(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    /** Accents, and apostrophes within words: "what's" and "whats" are one word. */
    private static boolean silent(int character) {
        return Character.getType(character) == Character.NON_SPACING_MARK
                || character == '\''
                || character == '\u2019'
                || character == '\u02BC';
    }

    private static boolean unspaced(int character) {
        return switch (Character.UnicodeScript.of(character)) {
            case HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
            default -> false;
        };
    }
}
