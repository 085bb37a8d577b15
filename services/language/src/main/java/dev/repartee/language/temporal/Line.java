package dev.repartee.language.temporal;

import dev.repartee.language.number.NumberWords;
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
    private final String language;
    private final boolean[] broken;
    private final boolean[] dash;
    private final List<List<Phrase>> phrases;

    Line(String text, List<Token> tokens, String language, TemporalLexicon lexicon) {
        this.text = text;
        this.tokens = tokens;
        this.language = language;
        this.broken = new boolean[tokens.size() + 1];
        this.dash = new boolean[tokens.size() + 1];
        for (int i = 1; i < tokens.size(); i++) {
            String gap = text.substring(tokens.get(i - 1).end(), tokens.get(i).start());
            String bare = gap.strip();
            dash[i] = bare.length() == 1 && "-–—".contains(bare);
            boolean small = bare.isEmpty() || bare.length() == 1 && ",.-'@".contains(bare);
            broken[i] = !small || gap.indexOf('\n') >= 0;
        }
        this.phrases = lexicon.find(tokens, broken, language);
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
        return index < tokens.size()
                && !text.substring(tokens.get(index - 1).end(), tokens.get(index).start())
                        .isBlank();
    }

    boolean isDash(int index) {
        return index < tokens.size() && dash[index];
    }

    /** Returns the longest phrase of a kind that starts at a token. */
    @Nullable Phrase phrase(Sense kind, int index) {
        if (index < 0 || index >= tokens.size()) {
            return null;
        }
        for (Phrase phrase : phrases.get(index)) {
            if (phrase.kind() == kind) {
                return phrase;
            }
        }
        return null;
    }

    boolean has(Sense kind) {
        return phrases.stream().anyMatch(at -> at.stream().anyMatch(p -> p.kind() == kind));
    }

    /** Says whether a phrase of a kind ends right before a token. */
    boolean isAfter(Sense kind, int index) {
        if (index >= tokens.size() || index == 0 || broken[index]) {
            return false;
        }
        for (int start = Math.max(0, index - 4); start < index; start++) {
            for (Phrase phrase : phrases.get(start)) {
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
            return NumberWords.shipped()
                    .read(tokens, index, language)
                    .filter(reading -> isJoined(index, reading.end()))
                    .map(reading -> new Count(reading.value(), reading.end(), false, false))
                    .orElse(null);
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
        String gap = text.substring(tokens.get(index - 1).end(), tokens.get(index).start());
        return gap.equals(".") || gap.equals(",");
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
