package dev.repartee.knowledge.span;

import dev.repartee.knowledge.text.CommonWords;
import dev.repartee.knowledge.text.Sentences.Span;
import dev.repartee.knowledge.text.TextAnalysis;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A word of a text.
 *
 * @param start where it begins, in UTF-16 units
 * @param end where it ends, exclusive
 * @param lower in lower case
 * @param term what it is found by; the word itself where the index has none
 * @param common whether it only holds others together
 * @param looks what it looks like
 */
record Word(int start, int end, String lower, String term, boolean common, Looks looks) {

    private static final Pattern WORD =
            Pattern.compile("[\\p{L}\\p{M}\\p{N}]+(?:['’][\\p{L}\\p{M}\\p{N}]+)*+");
    private static final Pattern YEAR = Pattern.compile("(?:1\\d{3}|20\\d{2})s?");

    /** What a word looks like. */
    enum Looks {
        NAME,
        NUMBER,
        DATE,
        PLAIN
    }

    /** The words of a part of a text, in their order. */
    static List<Word> of(String language, String text, Span part) {
        String within = text.substring(part.start(), part.end());
        Map<Integer, String> terms = new HashMap<>();
        TextAnalysis.tokens(language, within)
                .forEach(token -> terms.putIfAbsent(token.start(), token.term()));
        List<Word> words = new ArrayList<>();
        for (Matcher word = WORD.matcher(within); word.find(); ) {
            String written = word.group();
            String lower = written.toLowerCase(Locale.ROOT);
            Looks looks = looks(written, lower);
            String term = terms.get(word.start());
            boolean common =
                    (term == null || CommonWords.has(language, lower))
                            && looks != Looks.NUMBER
                            && looks != Looks.DATE;
            words.add(
                    new Word(
                            part.start() + word.start(),
                            part.start() + word.end(),
                            lower,
                            term == null ? lower : term,
                            common,
                            looks));
        }
        return words;
    }

    boolean is(String list) {
        return SpanWords.has(list, lower);
    }

    private static Looks looks(String written, String lower) {
        if (YEAR.matcher(written).matches() || SpanWords.has("month", lower)) {
            return Looks.DATE;
        }
        if (Character.isDigit(written.codePointAt(0)) || SpanWords.has("number", lower)) {
            return Looks.NUMBER;
        }
        return Character.isUpperCase(written.codePointAt(0)) ? Looks.NAME : Looks.PLAIN;
    }
}
