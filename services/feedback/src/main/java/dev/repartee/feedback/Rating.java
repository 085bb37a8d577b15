package dev.repartee.feedback;

import java.util.Locale;
import java.util.Optional;

/** A thumb. */
public enum Rating {
    UP(1),
    DOWN(-1);

    private final int number;

    Rating(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    /** The word in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The rating of that word. */
    public static Optional<Rating> of(String word) {
        return switch (word) {
            case "up" -> Optional.of(UP);
            case "down" -> Optional.of(DOWN);
            default -> Optional.empty();
        };
    }

    static Rating of(int number) {
        return number > 0 ? UP : DOWN;
    }
}
