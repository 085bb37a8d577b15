package dev.repartee.language.entity;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A number written in digits, with the place where it stands. */
record Numeral(BigDecimal value, int start, int end) {

    private static final int MAX_LENGTH = 24;
    private static final Set<String> POINT_IS_DECIMAL =
            Set.of("en", "hi", "hi-Latn", "zh", "ja", "ko", "und", "th", "he");

    /** Finds all numerals of at most 24 chars; longer ones are codes, not numbers. Linear. */
    static List<Numeral> find(String text, String language) {
        var found = new ArrayList<Numeral>();
        int at = 0;
        while (at < text.length()) {
            if (!Character.isDigit(text.charAt(at))) {
                at++;
                continue;
            }
            int end = end(text, at);
            Numeral numeral = end - at <= MAX_LENGTH ? parse(text, at, end, language) : null;
            if (numeral != null) {
                found.add(numeral);
            }
            at = end;
        }
        return found;
    }

    /**
     * Writes a value without exponent and without needless zeros, but keeps cents as they were
     * written.
     */
    static String plain(BigDecimal value) {
        return value.scale() <= 0 ? value.setScale(0).toPlainString() : value.toPlainString();
    }

    private static int end(String text, int start) {
        int at = start;
        while (at < text.length()) {
            boolean separator =
                    isSeparator(text.charAt(at))
                            && at + 1 < text.length()
                            && Character.isDigit(text.charAt(at + 1));
            if (!separator && !Character.isDigit(text.charAt(at))) {
                break;
            }
            at++;
        }
        return at;
    }

    private static @Nullable Numeral parse(String text, int start, int end, String language) {
        var digits = new StringBuilder(end - start);
        int decimalAt = decimalPoint(text, start, end, language);
        if (decimalAt == AMBIGUOUS) {
            return null;
        }
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (Character.isDigit(c)) {
                digits.append(Character.digit(c, 10));
            } else if (i == decimalAt) {
                digits.append('.');
            }
        }
        return new Numeral(new BigDecimal(digits.toString()), start, end);
    }

    private static final int NONE = -1;
    private static final int AMBIGUOUS = -2;

    /**
     * Returns where the decimal separator is: the last one if there are two kinds, the only one
     * unless it groups thousands.
     */
    private static int decimalPoint(String text, int start, int end, String language) {
        int last = NONE;
        int separators = 0;
        boolean mixed = false;
        for (int i = start; i < end; i++) {
            if (isSeparator(text.charAt(i))) {
                mixed |= separators > 0 && text.charAt(i) != text.charAt(last);
                last = i;
                separators++;
            }
        }
        if (separators == 0) {
            return NONE;
        }
        int decimals = end - last - 1;
        char separator = text.charAt(last);
        if (separators > 1 && !mixed) {
            return decimals == 3 && separator != '.' || isGrouped(text, start, end)
                    ? NONE
                    : AMBIGUOUS;
        }
        if (separator == '\'' || separator == '\u00A0' || separator == '\u202F') {
            return NONE;
        }
        boolean localDecimal = (separator == '.') == POINT_IS_DECIMAL.contains(language);
        boolean canGroup =
                separators == 1 && decimals == 3 && last - start <= 3 && text.charAt(start) != '0';
        return canGroup && !localDecimal ? NONE : last;
    }

    private static boolean isGrouped(String text, int start, int end) {
        int group = 0;
        boolean first = true;
        for (int i = start; i <= end; i++) {
            if (i < end && Character.isDigit(text.charAt(i))) {
                group++;
            } else {
                if (first ? group > 3 : group != 3) {
                    return false;
                }
                first = false;
                group = 0;
            }
        }
        return true;
    }

    private static boolean isSeparator(char c) {
        return c == '.' || c == ',' || c == '\'' || c == '\u00A0' || c == '\u202F';
    }
}
