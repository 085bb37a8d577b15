package dev.repartee.knowledge.text;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Words that questions are made with, and that say nothing of what they are about, from {@code
 * common-words.txt}.
 */
public final class CommonWords {

    private static final Map<String, Set<String>> WORDS = new HashMap<>();

    static {
        WordList.read(
                CommonWords.class,
                "common-words.txt",
                (language, words) ->
                        WORDS.computeIfAbsent(language, unused -> new HashSet<>()).addAll(words));
    }

    private CommonWords() {}

    /** Whether a word only serves to make questions with. */
    public static boolean has(String language, String word) {
        return contains(language, word);
    }

    /** Whether a word says little. */
    public static boolean isLight(String language, String word) {
        return contains(language + "-light", word);
    }

    private static boolean contains(String list, String word) {
        return WORDS.getOrDefault(list, Set.of())
                .contains(word.toLowerCase(Locale.ROOT).replace('’', '\''));
    }
}
