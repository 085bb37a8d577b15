package dev.repartee.assistants.rules;

import java.text.Bidi;
import java.util.regex.Pattern;

/**
 * Values within a text of the other writing direction: isolated (Unicode's U+2068 and U+2069), so
 * that an order number does not reorder the Arabic sentence around it, nor an Arabic name an
 * English one. Marks that a value brings along are taken out, since they could reorder what
 * follows.
 */
final class DirectionSafe {

    private static final char ISOLATE = '\u2068';
    private static final char POP = '\u2069';
    private static final Pattern MARKS = Pattern.compile("[\u202A-\u202E\u2066-\u2069]");

    private DirectionSafe() {}

    /** Whether a text is read from right to left. */
    static boolean rightToLeft(String text) {
        return !new Bidi(text, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT).baseIsLeftToRight();
    }

    /** The value as it may stand in a text of that direction. */
    static String value(String value, boolean rightToLeft) {
        String plain = MARKS.matcher(value).replaceAll("");
        return plain.isEmpty() || uniform(plain, rightToLeft) ? plain : ISOLATE + plain + POP;
    }

    private static boolean uniform(String value, boolean rightToLeft) {
        return rightToLeft
                ? new Bidi(value, Bidi.DIRECTION_RIGHT_TO_LEFT).isRightToLeft()
                : !Bidi.requiresBidi(value.toCharArray(), 0, value.length());
    }
}
