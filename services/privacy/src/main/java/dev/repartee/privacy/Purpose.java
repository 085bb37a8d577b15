package dev.repartee.privacy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a user can agree to, or not. The words are stable: the database has them. */
public enum Purpose {
    /** That assistants may be trained with what they said; without it exports leave it out. */
    TRAINING,
    /** That what they said is counted and compared. */
    ANALYTICS,
    /** That they are written to without having asked. */
    MARKETING,
    /** That what is known of them changes what they are told. */
    PERSONALISATION;

    /** The stable word. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The purpose of that word. */
    public static Optional<Purpose> of(String word) {
        return Arrays.stream(values()).filter(one -> one.word().equals(word)).findAny();
    }

    /** All words. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Purpose::word).toList();
    }
}
