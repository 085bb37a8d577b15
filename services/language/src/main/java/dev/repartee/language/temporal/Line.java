package dev.repartee.language.temporal;

import dev.repartee.language.number.NumberWords.Reading;
import dev.repartee.language.number.NumbersInText;
import dev.repartee.language.temporal.TemporalLexicon.Phrase;
import dev.repartee.language.token.Token;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One text for the readers of times: its tokens, what is between them, and the phrases in it. */
final class Line {

    private static final int MAX_DIGITS = 4;
    private static final Set<String> ORDINALS =
            Set.of("st", "nd", "rd", "th", "er", "o", "º", "ª", "ter", "te", "ten", "वें", "वीं");

    private final String text;
    private final List<Token> tokens;
    private final NumbersInText numbers;
    private final String language;
    private final boolean[] broken;
    private final boolean[] dash;
    private final Phrase[][] phrases;

    Line(
            String text,
            List<Token> tokens,
            NumbersInText numbers,
            String language,
            TemporalLexicon lexicon) {
        this.text = text;
        this.tokens = tokens;
        this.numbers = numbers;
        this.language = language;
        this.broken = new boolean[tokens.size() + 1];
        this.dash = new boolean[tokens.size() + 1];
        for (int i = 1; i < tokens.size(); i++) {
            look(i, tokens.get(i - 1).end(), tokens.get(i).start());
        }
        this.phrases = lexicon.find(tokens, broken, language);
    }

    /** Looks at what stands between a token and the one before it. */
    private void look(int token, int from, int to) {
        int start = from;
        int end = to;
        boolean newLine = false;
        while (start < end && Character.isWhitespace(text.charAt(start))) {
            newLine |= text.charAt(start++) == '\n';
        }
        while (start < end && Character.isWhitespace(text.charAt(end - 1))) {
            newLine |= text.charAt(--end) == '\n';
        }
        boolean sign = end - start == 1;
        dash[token] = sign && "-–—".indexOf(text.charAt(start)) >= 0;
        boolean small = start == end || sign && ",.-'@".indexOf(text.charAt(start)) >= 0;
        broken[token] = !small || newLine;
    }

    String text() {
        return text;
    }

    List<Token> tokens() {
        return tokens;
    }

    String language() {
        return language;
    }

    int size() {
        return tokens.size();
    }

    Token token(int index) {
        return tokens.get(index);
    }

    /** Says whether a token exists and nothing but a blank or a small sign is before it. */
    boolean follows(int index) {
        return index > 0 && index < tokens.size() && !broken[index];
    }

    /** Says whether a comma or another sign stands before a token. */
    boolean isPunctuated(int index) {
        if (index >= tokens.size()) {
            return false;
        }
        for (int at = tokens.get(index - 1).end(); at < tokens.get(index).start(); at++) {
            if (!Character.isWhitespace(text.charAt(at))) {
                return true;
            }
        }
        return false;
    }

    boolean isDash(int index) {
        return index < tokens.size() && dash[index];
    }

    /** Returns the longest phrase of a kind that starts at a token. */
    @Nullable Phrase phrase(Sense kind, int index) {
        if (index < 0 || index >= tokens.size()) {
            return null;
        }
        for (Phrase phrase : phrases[index]) {
            if (phrase.kind() == kind) {
                return phrase;
            }
        }
        return null;
    }

    boolean hasPhrase(int index) {
        return phrases[index].length > 0;
    }

    boolean has(Sense kind) {
        for (int index = 0; index < phrases.length; index++) {
            if (phrase(kind, index) != null) {
                return true;
            }
        }
        return false;
    }

    /** Says whether a phrase of a kind ends right before a token. */
    boolean isAfter(Sense kind, int index) {
        if (index >= tokens.size() || index == 0 || broken[index]) {
            return false;
        }
        for (int start = Math.max(0, index - 4); start < index; start++) {
            for (Phrase phrase : phrases[start]) {
                if (phrase.kind() == kind && phrase.end() == index) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Skips the words that may stand between the parts of a time. */
    int skipLinks(int index) {
        int at = index;
        for (int skipped = 0; skipped < 3 && follows(at); skipped++) {
            Phrase link = phrase(Sense.LINK, at);
            if (link == null || !follows(link.end())) {
                break;
            }
            at = link.end();
        }
        return at;
    }

    /**
     * A number and the index after it.
     *
     * @param ordinal whether it is written as one: {@code 3rd}
     * @param digits whether it is written in digits
     */
    record Count(BigDecimal value, int end, boolean ordinal, boolean digits) {

        /** Returns it as a whole number of a range, or -1. */
        int within(int least, int most) {
            boolean whole = value.stripTrailingZeros().scale() <= 0;
            boolean fits =
                    value.compareTo(BigDecimal.valueOf(least)) >= 0
                            && value.compareTo(BigDecimal.valueOf(most)) <= 0;
            return whole && fits ? value.intValue() : -1;
        }
    }

    /** Reads a number in digits (at most four) or words. */
    @Nullable Count count(int index) {
        if (index < 0 || index >= tokens.size()) {
            return null;
        }
        String word = tokens.get(index).word();
        int digits = 0;
        while (digits < word.length() && Character.isDigit(word.charAt(digits))) {
            digits++;
        }
        if (digits == 0) {
            Reading reading = numbers.at(index);
            return reading != null && isJoined(index, reading.end())
                    ? new Count(reading.value(), reading.end(), false, false)
                    : null;
        }
        boolean ordinal = ORDINALS.contains(word.substring(digits));
        if (digits > MAX_DIGITS || digits < word.length() && !ordinal) {
            return null;
        }
        return new Count(new BigDecimal(ascii(word, digits)), index + 1, ordinal, true);
    }

    /** Reads a number of units: also {@code half}, {@code a}, and {@code 1.5}. */
    @Nullable Count amount(int index) {
        Phrase few = phrase(Sense.FEW, index);
        if (few != null) {
            return new Count(new BigDecimal(few.number()), few.end(), false, false);
        }
        Phrase half = phrase(Sense.HALF, index);
        if (half != null) {
            return new Count(new BigDecimal("0.5"), half.end(), false, false);
        }
        Count count = count(index);
        if (count == null) {
            Phrase one = phrase(Sense.ONE, index);
            return one == null ? null : new Count(BigDecimal.ONE, one.end(), false, false);
        }
        Count decimals = count.digits() && isDecimalPoint(count.end()) ? count(count.end()) : null;
        return decimals == null || !decimals.digits()
                ? count
                : new Count(
                        new BigDecimal(
                                count.value().toPlainString()
                                        + "."
                                        + ascii(
                                                tokens.get(count.end()).word(),
                                                tokens.get(count.end()).word().length())),
                        decimals.end(),
                        false,
                        true);
    }

    /** Says whether a dot or comma, and no blank, is before a token. */
    boolean isDecimalPoint(int index) {
        if (index >= tokens.size()) {
            return false;
        }
        int gap = tokens.get(index - 1).end();
        return tokens.get(index).start() == gap + 1
                && (text.charAt(gap) == '.' || text.charAt(gap) == ',');
    }

    boolean isFollowedByDot(int index) {
        int end = tokens.get(index).end();
        return end < text.length() && text.charAt(end) == '.';
    }

    int year(int index) {
        if (index >= tokens.size() || tokens.get(index).word().length() != 4) {
            return -1;
        }
        Count count = count(index);
        return count == null || !count.digits() ? -1 : count.within(1900, 2100);
    }

    private boolean isJoined(int from, int to) {
        for (int i = from + 1; i < to; i++) {
            if (broken[i]) {
                return false;
            }
        }
        return true;
    }

    static String ascii(String word, int digits) {
        var ascii = new StringBuilder(digits);
        for (int i = 0; i < digits; i++) {
            ascii.append((char) ('0' + Character.digit(word.charAt(i), 10)));
        }
        return ascii.toString();
    }
}
