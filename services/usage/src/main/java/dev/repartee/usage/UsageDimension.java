package dev.repartee.usage;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What usage is told apart by; in the order of a report's columns. */
public enum UsageDimension {
    /** Days of UTC. */
    DAY("to_char(hour AT TIME ZONE 'UTC', 'YYYY-MM-DD')"),
    ASSISTANT("assistant_id"),
    MODEL("model"),
    PURPOSE("purpose");

    private final String column;

    UsageDimension(String column) {
        this.column = column;
    }

    String column() {
        return column;
    }

    /** The word in queries. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The dimension of that word. */
    public static Optional<UsageDimension> of(String word) {
        return Arrays.stream(values()).filter(value -> value.word().equals(word)).findFirst();
    }
}
