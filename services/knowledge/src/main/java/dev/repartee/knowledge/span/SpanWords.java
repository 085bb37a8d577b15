package dev.repartee.knowledge.span;

import dev.repartee.knowledge.text.WordList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The words by which spans that answer are told. */
final class SpanWords {

    private static final Map<String, Set<String>> LISTS = new HashMap<>();

    static {
        WordList.read(
                SpanWords.class,
                "span-words.txt",
                (name, words) ->
                        LISTS.computeIfAbsent(name, absent -> new HashSet<>()).addAll(words));
    }

    private SpanWords() {}

    static boolean has(String list, String word) {
        return LISTS.getOrDefault(list, Set.of()).contains(word);
    }
}
