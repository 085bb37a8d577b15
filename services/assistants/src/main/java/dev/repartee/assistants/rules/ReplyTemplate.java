package dev.repartee.assistants.rules;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A reply with {@code {variable}} and {@code {variable|text}} in it. */
public final class ReplyTemplate {

    private static final Pattern VARIABLE =
            Pattern.compile("\\{([a-z][a-z0-9_]{0,39})(?:\\|([^{}]*))?}");

    private final String text;

    public ReplyTemplate(String text) {
        this.text = text;
    }

    /** Variables without a text of their own: they must have a value. */
    public Set<String> required() {
        Set<String> names = new LinkedHashSet<>();
        VARIABLE.matcher(text)
                .results()
                .filter(found -> found.group(2) == null)
                .forEach(found -> names.add(found.group(1)));
        return names;
    }

    /**
     * Puts the values in.
     *
     * @return empty when a value is missing that has no text to stand for it: better no reply than
     *     one with a hole
     */
    public Optional<String> fill(Map<String, String> values) {
        if (!values.keySet().containsAll(required())) {
            return Optional.empty();
        }
        boolean rightToLeft = DirectionSafe.rightToLeft(VARIABLE.matcher(text).replaceAll(""));
        return Optional.of(
                VARIABLE.matcher(text)
                        .replaceAll(
                                found ->
                                        Matcher.quoteReplacement(
                                                value(found, values, rightToLeft))));
    }

    private static String value(
            MatchResult found, Map<String, String> values, boolean rightToLeft) {
        String value = values.get(found.group(1));
        String standIn = found.group(2);
        return value != null
                ? DirectionSafe.value(value, rightToLeft)
                : standIn == null ? "" : standIn;
    }
}
