package dev.repartee.language.safety;

import java.util.Locale;

/**
 * Decides where a text that is still growing may be cut, so that nothing that gets redacted lies
 * across the cut.
 *
 * <p>A cut is after a sentence or a line, or, once 400 chars have gathered, between two words. It
 * is never next to what can be part of a number or an address, nor after a colon or an equals sign,
 * nor where a secret is announced. The decision depends on the text alone, not on the pieces in
 * which it came.
 */
final class Boundaries {

    /** Beyond this many chars a word boundary will do. */
    static final int LONG = 400;

    /**
     * How far around a cut digits are looked for: no gap inside a phone or card number is longer.
     */
    private static final int NUMBER_REACH = 5;

    private static final int ANNOUNCEMENT_REACH = 14;
    private static final String ENDS = ".!?…。！？।؟";
    private static final String CLOSERS = "\"'”’»)]*_";

    private Boundaries() {}

    /** Returns the last place about which all that matters is known. */
    static int decided(CharSequence text) {
        return text.length() - NUMBER_REACH - 1;
    }

    /**
     * Returns the first cut, or -1 as long as the text doesn't show one.
     *
     * @param from where the piece to cut starts
     * @param after a place up to which there is none
     */
    static int next(CharSequence text, int from, int after) {
        int decided = decided(text);
        for (int cut = after + 1; cut <= decided; cut++) {
            boolean mayEnd =
                    isBetweenWords(text, cut)
                            && (cut - from >= LONG || isSentenceEnd(text, from, cut));
            if (mayEnd && isClear(text, cut)) {
                return cut;
            }
        }
        return -1;
    }

    private static boolean isBetweenWords(CharSequence text, int cut) {
        char before = text.charAt(cut - 1);
        return Character.isWhitespace(before) && !Character.isWhitespace(text.charAt(cut))
                || isWideEnd(before)
                        && !Character.isWhitespace(text.charAt(cut))
                        && !isWideEnd(text.charAt(cut));
    }

    private static boolean isSentenceEnd(CharSequence text, int from, int cut) {
        int at = cut - 1;
        while (at > from && Character.isWhitespace(text.charAt(at))) {
            if (text.charAt(at) == '\n') {
                return true;
            }
            at--;
        }
        while (at > from && CLOSERS.indexOf(text.charAt(at)) >= 0) {
            at--;
        }
        return ENDS.indexOf(text.charAt(at)) >= 0;
    }

    private static boolean isClear(CharSequence text, int cut) {
        int last = cut - 1;
        while (last > 0 && Character.isWhitespace(text.charAt(last))) {
            last--;
        }
        if (text.charAt(last) == ':' || text.charAt(last) == '=') {
            return false;
        }
        return !(isNumberNear(text, last, -1) && isNumberNear(text, cut, 1))
                && !isAnnounced(text, last);
    }

    private static boolean isNumberNear(CharSequence text, int from, int step) {
        for (int i = 0, at = from;
                i < NUMBER_REACH && at >= 0 && at < text.length();
                i++, at += step) {
            if (Character.isDigit(text.charAt(at)) || text.charAt(at) == '+') {
                return true;
            }
        }
        return false;
    }

    /** Says whether the words before announce a secret, as in {@code password is}. */
    private static boolean isAnnounced(CharSequence text, int last) {
        String words =
                text.subSequence(Math.max(0, last - ANNOUNCEMENT_REACH), last + 1)
                        .toString()
                        .toLowerCase(Locale.ROOT);
        String subject = words.endsWith(" is") ? words.substring(0, words.length() - 3) : words;
        return subject.endsWith("password")
                || subject.endsWith("passwd")
                || subject.endsWith("passwort")
                || subject.endsWith("contraseña")
                || subject.endsWith("key")
                || subject.endsWith("secret")
                || subject.endsWith("token")
                || subject.endsWith("api")
                || subject.endsWith("access")
                || subject.endsWith("bearer");
    }

    private static boolean isWideEnd(char c) {
        return c == '。' || c == '！' || c == '？';
    }
}
