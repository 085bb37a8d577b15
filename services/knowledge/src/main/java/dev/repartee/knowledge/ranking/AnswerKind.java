package dev.repartee.knowledge.ranking;

import dev.repartee.knowledge.text.WordList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What kind of thing a question asks for, told by the words that it is asked with. */
public enum AnswerKind {
    /** A person, a group, a name. */
    WHO,
    /** A date, a year, a time. */
    WHEN,
    /** A number or an amount. */
    HOW_MANY,
    /** A place. */
    WHERE,
    /** Anything else. */
    OTHER;

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
    private static final int LOOKED_AT = 14;
    private static final Map<String, Map<AnswerKind, Set<String>>> WORDS = new HashMap<>();

    static {
        WordList.read(
                AnswerKind.class,
                "answer-kinds.txt",
                (key, words) -> {
                    int dot = key.indexOf('.');
                    AnswerKind kind = valueOf(key.substring(dot + 1));
                    WORDS.computeIfAbsent(key.substring(0, dot), unused -> new HashMap<>())
                            .computeIfAbsent(kind, unused -> new HashSet<>())
                            .addAll(words);
                });
    }

    /** Tells what a question asks for; the first telling words count. */
    public static AnswerKind of(String language, String question) {
        Map<AnswerKind, Set<String>> kinds = WORDS.getOrDefault(language, Map.of());
        String[] words = BETWEEN_WORDS.split(question.toLowerCase(Locale.ROOT).strip(), LOOKED_AT);
        for (int i = 0; i < words.length; i++) {
            String pair = i + 1 < words.length ? words[i] + "_" + words[i + 1] : "";
            for (AnswerKind kind : new AnswerKind[] {HOW_MANY, WHEN, WHERE, WHO}) {
                Set<String> telling = kinds.getOrDefault(kind, Set.of());
                if (telling.contains(pair) || telling.contains(words[i])) {
                    return kind;
                }
            }
        }
        return OTHER;
    }
}
