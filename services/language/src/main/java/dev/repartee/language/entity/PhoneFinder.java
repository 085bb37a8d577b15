package dev.repartee.language.entity;

import com.google.i18n.phonenumbers.PhoneNumberMatch;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.Leniency;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Finds telephone numbers with libphonenumber, which is asked only about stretches that could hold
 * one (at least seven digits between characters that numbers are written with), because it costs
 * tens of microseconds a call.
 *
 * <p>A group of more than 17 digits is no part of any number, and is skipped. Time is linear in the
 * text.
 */
public final class PhoneFinder {

    private static final int MIN_DIGITS = 7;
    private static final int MAX_GROUP = 17;
    private static final int CONTEXT = 10;

    private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    private final String region;

    /**
     * @param region the ISO 3166 country that numbers without a country code belong to, {@code ZZ}
     *     for none
     */
    public PhoneFinder(String region) {
        String upper = region.toUpperCase(Locale.ROOT);
        if (!upper.equals("ZZ") && !numbers.getSupportedRegions().contains(upper)) {
            throw new IllegalArgumentException("unknown region: " + region);
        }
        this.region = upper;
    }

    /** Finds all valid numbers, in order. */
    public List<Span> find(String text) {
        var found = new ArrayList<Span>();
        int at = 0;
        while (at < text.length()) {
            if (!isPhoneChar(text.charAt(at))) {
                at++;
                continue;
            }
            int groupEnd = groupEnd(text, at);
            if (groupEnd - at > MAX_GROUP) {
                at = groupEnd;
                continue;
            }
            int end = stretchEnd(text, at);
            if (hasEnoughDigits(text, at, end)) {
                ask(text, at, end, found);
            }
            at = end;
        }
        return found;
    }

    private void ask(String text, int start, int end, List<Span> found) {
        String stretch = text.substring(start, contextEnd(text, end));
        for (PhoneNumberMatch match :
                numbers.findNumbers(stretch, region, Leniency.VALID, stretch.length())) {
            int from = start + match.start();
            int to = start + match.end();
            if (from < end && !isPartOfWord(text, from, to)) {
                found.add(
                        new Span(
                                EntityType.PHONE,
                                numbers.format(match.number(), PhoneNumberFormat.E164),
                                from,
                                to));
            }
        }
    }

    /**
     * Shows what follows: an extension belongs to a number, and {@code :30} makes a time stamp of
     * it.
     */
    private static int contextEnd(String text, int end) {
        boolean before = end == text.length() || Character.isDigit(text.charAt(end));
        return before ? end : Math.min(text.length(), end + CONTEXT);
    }

    private static int stretchEnd(String text, int start) {
        int at = start;
        while (at < text.length() && isPhoneChar(text.charAt(at))) {
            int groupEnd = groupEnd(text, at);
            if (groupEnd - at > MAX_GROUP) {
                break;
            }
            at = Math.max(at + 1, groupEnd);
        }
        return at;
    }

    private static int groupEnd(String text, int start) {
        int end = start;
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean hasEnoughDigits(String text, int start, int end) {
        int digits = 0;
        for (int i = start; i < end && digits < MIN_DIGITS; i++) {
            digits += Character.isDigit(text.charAt(i)) ? 1 : 0;
        }
        return digits >= MIN_DIGITS;
    }

    /**
     * The stretch hides its neighbours from libphonenumber, whose own rule this repeats; an
     * extension may follow.
     */
    private static boolean isPartOfWord(String text, int start, int end) {
        return start > 0 && isLatin(text.charAt(start - 1))
                || end < text.length()
                        && isLatin(text.charAt(end))
                        && "xX".indexOf(text.charAt(end)) < 0;
    }

    private static boolean isLatin(char c) {
        return c == '_'
                || Character.isLetter(c)
                        && Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN;
    }

    private static boolean isPhoneChar(char c) {
        return Character.isDigit(c)
                || " +-().[]/\u00A0\u202F\u2010\u2011\u2012\u2013\u2060\uFF0B".indexOf(c) >= 0;
    }
}
