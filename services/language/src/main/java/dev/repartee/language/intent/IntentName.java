package dev.repartee.language.intent;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What the name of an intent says. People name intents after what they are about ({@code
 * CANCEL_ORDER}, {@code bookFlight}), which is worth an example.
 */
final class IntentName {

    private static final Pattern BORDER =
            Pattern.compile("(?<=\\p{Ll})(?=\\p{Lu})|[^\\p{L}\\p{M}]+");

    private IntentName() {}

    /** Returns the words in lower case, or an empty text when there are none. */
    static String words(String name) {
        return BORDER.matcher(name).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
    }
}
