package dev.repartee.language.token;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads rule files: sections {@code [NAME flags]}, and lines {@code LANGUAGE: pattern | pattern},
 * where a leading {@code !} marks a telling pattern and {@code ~} a hint. {@code #} starts a
 * comment line. See {@link TokenPattern}.
 */
public final class RuleFile {

    private RuleFile() {}

    /** How much a match tells. */
    public enum Strength {
        HINT(0.45),
        PLAIN(0.8),
        TELLING(0.93);

        private final double confidence;

        Strength(double confidence) {
            this.confidence = confidence;
        }

        /** The probability that a text means what its only matching pattern stands for. */
        public double confidence() {
            return confidence;
        }
    }

    /**
     * One pattern of a file.
     *
     * @param name of its section
     * @param flags of its section
     * @param language the BCP 47 tag before the colon
     */
    public record Rule(String name, Set<String> flags, String language, Strength strength) {}

    /**
     * @throws IllegalArgumentException when a line is wrong, naming it and the cause
     */
    public static List<PatternIndex.Entry<Rule>> read(String name, Reader source) {
        var rules = new ArrayList<PatternIndex.Entry<Rule>>();
        String section = "";
        Set<String> flags = Set.of();
        int number = 0;
        try (var lines = new BufferedReader(source)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                String trimmed = line.trim();
                if (trimmed.isEmpty() || trimmed.startsWith("#")) {
                    continue;
                }
                if (trimmed.startsWith("[") && trimmed.endsWith("]") && !trimmed.contains(":")) {
                    List<String> words =
                            List.of(trimmed.substring(1, trimmed.length() - 1).split("\\s+"));
                    section = words.getFirst();
                    flags = Set.copyOf(words.subList(1, words.size()));
                } else {
                    rules.addAll(line(trimmed, section, flags));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    name + ", line " + number + ": " + e.getMessage(), e);
        }
        return rules;
    }

    private static List<PatternIndex.Entry<Rule>> line(
            String line, String section, Set<String> flags) {
        int colon = line.indexOf(':');
        if (section.isEmpty() || colon < 0) {
            throw new IllegalArgumentException(
                    "expected LANGUAGE: pattern | pattern inside a section");
        }
        var rules = new ArrayList<PatternIndex.Entry<Rule>>();
        for (String part : line.substring(colon + 1).split("\\|")) {
            String source = part.trim();
            Strength strength =
                    source.startsWith("!")
                            ? Strength.TELLING
                            : source.startsWith("~") ? Strength.HINT : Strength.PLAIN;
            TokenPattern pattern =
                    TokenPattern.parse(strength == Strength.PLAIN ? source : source.substring(1));
            rules.add(
                    new PatternIndex.Entry<>(
                            pattern,
                            new Rule(section, flags, line.substring(0, colon).trim(), strength)));
        }
        return rules;
    }
}
