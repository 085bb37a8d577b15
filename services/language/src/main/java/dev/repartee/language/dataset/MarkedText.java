package dev.repartee.language.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text freed of its markup, and what the markup said. */
record MarkedText(String text, List<Annotation> annotations) {

    private static final Pattern LINKED =
            Pattern.compile(
                    "\\[([^\\[\\]]{1,1000}+)](?:\\(([^()]{1,200}+)\\)|(\\{[^{}]{1,500}+}))");
    private static final Pattern ENTITY = Pattern.compile("\"entity\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern PREFIXED =
            Pattern.compile("\\[\\s*+([^\\[\\]:]{1,200}?)\\s*:\\s*([^\\[\\]]{1,1000}?)\\s*]");

    static MarkedText plain(String text) {
        return new MarkedText(text.strip(), List.of());
    }

    /**
     * Reads {@code [value](type)} and {@code [value]{"entity": "type"}}, as Rasa writes them; a
     * synonym or role after the type is left out.
     */
    static MarkedText linked(String markup) {
        return parse(
                markup.strip(),
                LINKED,
                1,
                match -> match.group(2) == null ? entity(match.group(3)) : type(match.group(2)));
    }

    /** Reads {@code [type : value]}, as HWU64 writes it. */
    static MarkedText prefixed(String markup) {
        return parse(markup.strip(), PREFIXED, 2, match -> match.group(1));
    }

    private static MarkedText parse(
            String markup, Pattern pattern, int value, Function<Matcher, String> type) {
        StringBuilder text = new StringBuilder(markup.length());
        List<Annotation> annotations = new ArrayList<>();
        Matcher match = pattern.matcher(markup);
        int end = 0;
        while (match.find()) {
            String name = type.apply(match).strip();
            String words = match.group(value);
            if (!name.isEmpty() && !words.isBlank()) {
                text.append(markup, end, match.start());
                annotations.add(
                        new Annotation(text.length(), text.length() + words.length(), name));
                text.append(words);
                end = match.end();
            }
        }
        text.append(markup, end, markup.length());
        return new MarkedText(text.toString(), annotations);
    }

    private static String type(String inBrackets) {
        int synonym = inBrackets.indexOf(':');
        return synonym < 0 ? inBrackets : inBrackets.substring(0, synonym);
    }

    private static String entity(String json) {
        Matcher match = ENTITY.matcher(json);
        return match.find() ? match.group(1) : "";
    }
}
