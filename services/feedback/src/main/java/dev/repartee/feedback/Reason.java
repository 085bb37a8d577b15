package dev.repartee.feedback;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is good or bad about a reply. */
public enum Reason {
    HELPFUL,
    FRIENDLY,
    WRONG,
    INCOMPLETE,
    OUTDATED,
    UNCLEAR,
    OFF_TOPIC,
    WRONG_LANGUAGE,
    TONE,
    UNSAFE,
    SLOW,
    OTHER;

    /** The word in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The reason of that word. */
    public static Optional<Reason> of(String word) {
        return Arrays.stream(values()).filter(reason -> reason.word().equals(word)).findFirst();
    }

    /** The words of all reasons. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Reason::word).toList();
    }
}
