package dev.repartee.language.entity;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds payment card numbers: 13 to 19 digits of any script, alone or in groups joined by a space,
 * dot or dash, that start like a card and pass the Luhn check (ISO/IEC 7812-1).
 *
 * <p>A number is only taken from the edge of a group to the edge of a group, so a longer run of
 * digits is none. Linear.
 */
public final class CardFinder {

    private static final int MIN_DIGITS = 13;
    private static final int MAX_DIGITS = 19;

    /** Finds all card numbers, in order. */
    public List<Span> find(String text) {
        var found = new ArrayList<Span>();
        int at = 0;
        while (at < text.length()) {
            if (!isDigit(text, at) || (at > 0 && Character.isLetterOrDigit(text.charAt(at - 1)))) {
                at++;
                continue;
            }
            Span card = cardAt(text, at);
            if (card != null) {
                found.add(card);
                at = card.end();
            } else {
                at = groupEnd(text, at);
            }
        }
        return found;
    }

    private static @Nullable Span cardAt(String text, int start) {
        var digits = new StringBuilder(MAX_DIGITS);
        Span longest = null;
        int at = start;
        while (digits.length() <= MAX_DIGITS) {
            while (isDigit(text, at) && digits.length() <= MAX_DIGITS) {
                digits.append(Character.digit(text.charAt(at++), 10));
            }
            boolean groupEnds = at == text.length() || !Character.isLetterOrDigit(text.charAt(at));
            if (groupEnds && isCard(digits)) {
                longest = new Span(EntityType.CARD, digits.toString(), start, at);
            }
            int next = at < text.length() && isSeparator(text.charAt(at)) ? at + 1 : at;
            if (next == at || !isDigit(text, next)) {
                break;
            }
            at = next;
        }
        return longest;
    }

    private static int groupEnd(String text, int start) {
        int end = start;
        while (isDigit(text, end)) {
            end++;
        }
        return end;
    }

    private static boolean isCard(CharSequence digits) {
        if (digits.length() < MIN_DIGITS
                || digits.length() > MAX_DIGITS
                || digits.charAt(0) < '2'
                || digits.charAt(0) > '6') {
            return false;
        }
        int sum = 0;
        for (int i = digits.length() - 1, place = 0; i >= 0; i--, place++) {
            int digit = digits.charAt(i) - '0';
            int weighted = place % 2 == 0 ? digit : digit * 2;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum % 10 == 0;
    }

    private static boolean isDigit(String text, int at) {
        return at < text.length() && Character.isDigit(text.charAt(at));
    }

    private static boolean isSeparator(char c) {
        return c == ' '
                || c == '-'
                || c == '.'
                || c == '\u00A0'
                || c == '\u202F'
                || c == '\u2010'
                || c == '\u2011'
                || c == '\u2013';
    }
}
