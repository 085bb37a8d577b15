package dev.repartee.language;

import dev.repartee.language.NormalizedText.Accepted;
import dev.repartee.language.NormalizedText.Reason;
import dev.repartee.language.NormalizedText.Refused;
import java.text.Normalizer;

/**
 * Brings messages into one form before anything hashes, stores or compares them: trimmed, Unicode
 * NFC, {@code \n} as the only line ending.
 *
 * <p>Takes time linear in the text. A run of more than 30 combining marks is broken with U+034F as
 * the Stream-Safe Text Process of UAX #15 does, because composing longer runs is quadratic.
 * Thread-safe.
 */
public final class TextNormalizer {

    private static final int STREAM_SAFE_MARKS = 30;
    private static final char COMBINING_GRAPHEME_JOINER = '\u034F';
    private static final char NEXT_LINE = '\u0085';
    private static final char ZERO_WIDTH_SPACE = '\u200B';
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final int maxCodePoints;

    /**
     * @param maxCodePoints the longest accepted text, after trimming and composition
     */
    public TextNormalizer(int maxCodePoints) {
        if (maxCodePoints < 1) {
            throw new IllegalArgumentException("maxCodePoints must be positive: " + maxCodePoints);
        }
        this.maxCodePoints = maxCodePoints;
    }

    /** Returns the text in its one form, or the first fault that stands in the way. */
    public NormalizedText normalize(String raw) {
        int start = 0;
        int end = raw.length();
        while (start < end && isBlank(raw.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(raw.charAt(end - 1))) {
            end--;
        }
        if (start == end) {
            return new Refused(Reason.EMPTY, 0);
        }
        return clean(raw, start, end);
    }

    private NormalizedText clean(String raw, int start, int end) {
        var cleaned = new StringBuilder(end - start);
        boolean ascii = true;
        int codePoints = 0;
        int marks = 0;
        for (int at = start; at < end; ) {
            int codePoint = raw.codePointAt(at);
            if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
                return new Refused(Reason.UNPAIRED_SURROGATE, at);
            }
            boolean carriageReturn = codePoint == '\r';
            boolean secondOfLineEnding =
                    codePoint == '\n' && at > start && raw.charAt(at - 1) == '\r';
            if (isLineEnding(codePoint)) {
                codePoint = '\n';
            } else if (Character.getType(codePoint) == Character.CONTROL
                    && codePoint != '\t'
                    && !carriageReturn) {
                return new Refused(Reason.CONTROL_CHARACTER, at);
            }
            if (!secondOfLineEnding) {
                if (++codePoints > maxCodePoints) {
                    return new Refused(Reason.TOO_LONG, at);
                }
                ascii &= codePoint < 0x80;
                marks = isMark(codePoint) ? marks + 1 : 0;
                if (marks > STREAM_SAFE_MARKS) {
                    cleaned.append(COMBINING_GRAPHEME_JOINER);
                    marks = 1;
                }
                cleaned.appendCodePoint(carriageReturn ? '\n' : codePoint);
            }
            at += Character.charCount(raw.codePointAt(at));
        }
        return ascii ? new Accepted(cleaned.toString()) : composed(cleaned, end);
    }

    private NormalizedText composed(CharSequence cleaned, int end) {
        String text = Normalizer.normalize(cleaned, Normalizer.Form.NFC);
        return text.length() > maxCodePoints
                        && text.codePointCount(0, text.length()) > maxCodePoints
                ? new Refused(Reason.TOO_LONG, end)
                : new Accepted(text);
    }

    private static boolean isLineEnding(int codePoint) {
        return codePoint == '\n'
                || codePoint == NEXT_LINE
                || codePoint == '\u2028'
                || codePoint == '\u2029';
    }

    private static boolean isMark(int codePoint) {
        return codePoint >= 0x300
                && codePoint != COMBINING_GRAPHEME_JOINER
                && (Character.getType(codePoint) == Character.NON_SPACING_MARK
                        || Character.getType(codePoint) == Character.ENCLOSING_MARK);
    }

    private static boolean isBlank(char c) {
        return c == ' '
                || c == '\t'
                || c == '\n'
                || c == '\r'
                || c == NEXT_LINE
                || c == ZERO_WIDTH_SPACE
                || c == BYTE_ORDER_MARK
                || Character.isSpaceChar(c);
    }
}
