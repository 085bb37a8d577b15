package dev.repartee.runtime;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Turns one written value into a typed one.
 *
 * @param expected ends the sentence "expected ..." when a value does not fit
 * @param parse throws {@link IllegalArgumentException} when it does not fit
 */
record ScalarType(String expected, Function<String, Object> parse) {
    private static final Pattern DURATION = Pattern.compile("(\\d+)\\s*(ms|s|m|h|d)");
    private static final Map<Class<?>, ScalarType> KNOWN =
            Map.ofEntries(
                    Map.entry(int.class, new ScalarType("a whole number", Integer::valueOf)),
                    Map.entry(Integer.class, new ScalarType("a whole number", Integer::valueOf)),
                    Map.entry(long.class, new ScalarType("a whole number", Long::valueOf)),
                    Map.entry(Long.class, new ScalarType("a whole number", Long::valueOf)),
                    Map.entry(double.class, new ScalarType("a number", ScalarType::number)),
                    Map.entry(Double.class, new ScalarType("a number", ScalarType::number)),
                    Map.entry(boolean.class, new ScalarType("true or false", ScalarType::truth)),
                    Map.entry(Boolean.class, new ScalarType("true or false", ScalarType::truth)),
                    Map.entry(String.class, new ScalarType("text", text -> text)),
                    Map.entry(Secret.class, new ScalarType("text", Secret::new)),
                    Map.entry(URI.class, new ScalarType("a URI", URI::create)),
                    Map.entry(Path.class, new ScalarType("a path", Path::of)),
                    Map.entry(
                            Duration.class,
                            new ScalarType(
                                    "a duration such as 300ms, 5s or 1h, of 100 years at most",
                                    ScalarType::duration)));

    /** Far beyond any sense, and far from where arithmetic with milliseconds overflows. */
    private static final Duration LONGEST = Duration.ofDays(36_525);

    static boolean covers(Class<?> type) {
        return KNOWN.containsKey(type) || type.isEnum();
    }

    static ScalarType of(Class<?> type) {
        if (type.isEnum()) {
            Object[] constants = type.getEnumConstants();
            String names =
                    Arrays.stream(constants)
                            .map(ScalarType::spelled)
                            .collect(Collectors.joining(", "));
            return new ScalarType("one of " + names, text -> constant(constants, text));
        }
        ScalarType known = KNOWN.get(type);
        if (known == null) {
            throw new IllegalArgumentException(
                    "configuration records can't hold " + type.getName());
        }
        return known;
    }

    private static String spelled(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Object constant(Object[] constants, String text) {
        String wanted = text.replace('_', '-');
        return Arrays.stream(constants)
                .filter(constant -> spelled(constant).equalsIgnoreCase(wanted))
                .findFirst()
                .orElseThrow(IllegalArgumentException::new);
    }

    private static Object number(String text) {
        double number = Double.parseDouble(text);
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException(text);
        }
        return number;
    }

    private static Object truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            case String other -> throw new IllegalArgumentException(other);
        };
    }

    private static Object duration(String text) {
        Duration duration;
        try {
            duration = written(text);
        } catch (ArithmeticException overflow) {
            throw new IllegalArgumentException(text, overflow);
        }
        if (duration.compareTo(LONGEST) > 0 || duration.compareTo(LONGEST.negated()) < 0) {
            throw new IllegalArgumentException(text);
        }
        return duration;
    }

    private static Duration written(String text) {
        Matcher brief = DURATION.matcher(text);
        if (!brief.matches()) {
            try {
                return Duration.parse(text);
            } catch (DateTimeParseException malformed) {
                throw new IllegalArgumentException(text, malformed);
            }
        }
        long amount = Long.parseLong(brief.group(1));
        return switch (brief.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            case String days -> Duration.ofDays(amount);
        };
    }
}
