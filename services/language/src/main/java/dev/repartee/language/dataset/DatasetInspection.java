package dev.repartee.language.dataset;

import dev.repartee.language.token.Token;
import dev.repartee.language.token.Tokenizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Looks for what keeps examples from making a good model. Names places, never texts. */
public final class DatasetInspection {

    /** Fewer than these and an intent is guesswork. */
    private static final int FEW = 5;

    private static final int MAX_FINDINGS = 1_000;

    /** What is wrong. */
    public enum Kind {
        /** The same words are an example of two intents: neither can be right always. */
        CONTRADICTION,
        /** The same words come again for the same intent. */
        DUPLICATE,
        /** The intent has few examples. */
        FEW_EXAMPLES
    }

    /**
     * Something that is wrong.
     *
     * @param place where, as {@code file:line}
     * @param cause what, for people
     */
    public record Finding(Kind kind, String place, String cause) {}

    private DatasetInspection() {}

    /** Returns what is wrong, in the order of the examples; at most a thousand findings. */
    public static List<Finding> inspect(Dataset dataset) {
        List<Finding> findings = new ArrayList<>();
        Map<String, Sourced> seen = new HashMap<>();
        Map<String, List<Sourced>> byIntent = new TreeMap<>();
        for (Sourced entry : dataset.entries()) {
            Example example = entry.example();
            byIntent.computeIfAbsent(example.intent(), unused -> new ArrayList<>()).add(entry);
            Sourced earlier = seen.putIfAbsent(words(example.text()), entry);
            if (earlier != null) {
                findings.add(repeated(entry, earlier));
            }
        }
        byIntent.forEach(
                (intent, entries) -> {
                    if (entries.size() < FEW) {
                        findings.add(few(intent, entries));
                    }
                });
        return findings.stream().limit(MAX_FINDINGS).toList();
    }

    private static Finding repeated(Sourced entry, Sourced earlier) {
        String intent = earlier.example().intent();
        return intent.equals(entry.example().intent())
                ? new Finding(Kind.DUPLICATE, entry.place(), "the same as " + earlier.place())
                : new Finding(
                        Kind.CONTRADICTION,
                        entry.place(),
                        "an example of %s that %s gives for %s"
                                .formatted(entry.example().intent(), earlier.place(), intent));
    }

    private static Finding few(String intent, List<Sourced> entries) {
        return new Finding(
                Kind.FEW_EXAMPLES,
                entries.getFirst().place(),
                "%s has %d example(s); %d or more make a difference"
                        .formatted(intent, entries.size(), FEW));
    }

    private static String words(String text) {
        String words =
                Tokenizer.tokenize(text).stream().map(Token::word).collect(Collectors.joining(" "));
        return words.isEmpty() ? text.strip() : words;
    }
}
