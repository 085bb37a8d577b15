package dev.repartee.assistants.prompt;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a variable's value must be; one that is not counts as missing. */
public enum VariableType {
    TEXT,
    NUMBER,
    /** ISO 8601, without a time. */
    DATE,
    /** {@code true} or {@code false}; false hides its section. */
    FLAG;

    /** The word in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The words of all types. */
    public static List<String> words() {
        return Arrays.stream(values()).map(VariableType::word).toList();
    }

    /** The type of that word. */
    public static Optional<VariableType> of(String word) {
        return Arrays.stream(values()).filter(type -> type.word().equals(word)).findFirst();
    }

    /** Whether a text is of this type. */
    public boolean fits(String value) {
        return switch (this) {
            case TEXT -> true;
            case FLAG -> value.equals("true") || value.equals("false");
            case NUMBER -> number(value);
            case DATE -> date(value);
        };
    }

    private static boolean number(String value) {
        try {
            return value.length() <= 40 && new BigDecimal(value).scale() <= 40;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean date(String value) {
        try {
            LocalDate.parse(value);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
