package dev.repartee.verification.pattern;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Texts that make a backtracking matcher slow, made of what the expression itself is made of: its
 * letters, its words and members of its classes, one or two of them again and again, after a
 * beginning that lets the expression start and before an end that lets it fail.
 */
final class HostileTexts {

    private static final int MOST_LETTERS = 26;
    private static final int MOST_WORDS = 8;

    private final List<String> letters;
    private final List<String> words;

    HostileTexts(String regex) {
        Set<String> all = new LinkedHashSet<>(List.of("a", "0", " ", "A", ".", "-"));
        regex.codePoints().mapToObj(Character::toString).forEach(all::add);
        if (regex.contains("\\s") || regex.contains("\\R")) {
            all.addAll(List.of("\n", "\t"));
        }
        letters = all.stream().limit(MOST_LETTERS).toList();
        words = words(regex);
    }

    /** What is tried; each becomes a text of any length. */
    List<Hostile> all() {
        List<Hostile> all = new ArrayList<>();
        for (String first : letters) {
            all.add(new Hostile("", first));
            letters.forEach(second -> all.add(new Hostile("", first + second)));
            for (String word : words) {
                all.add(new Hostile("", word + first));
                all.add(new Hostile(word, first));
            }
        }
        words.forEach(word -> all.add(new Hostile("", word)));
        return all;
    }

    /**
     * A beginning, and what comes after it again and again; a char that nothing expects ends it.
     */
    record Hostile(String beginning, String pump) {

        String text(int length) {
            return beginning + pump.repeat(length / pump.length()) + "\u0001";
        }
    }

    /** Runs of two or more chars that mean themselves. */
    private static List<String> words(String regex) {
        Set<String> words = new LinkedHashSet<>();
        for (String run : regex.split("\\\\.|[^\\p{L}<!&%:/@#=0-9-]+")) {
            if (run.length() > 1) {
                words.add(run);
            }
        }
        return words.stream().limit(MOST_WORDS).toList();
    }
}
