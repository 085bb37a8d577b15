package dev.repartee.language.safety.leak;

import dev.repartee.language.token.Token;
import dev.repartee.language.token.Tokenizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Knows a confidential text word by word and finds long parts of it in others. Single sentences
 * (opening hours, a slogan) may be said; it is a part of {@link #LEAK} words in a row that gives
 * the text away.
 */
public final class PromptEcho {

    /** As many words in a row are no coincidence and no fact that one passes on. */
    static final int LEAK = 24;

    /** From here on a reply is held back until the row ends. */
    static final int HOLD = 8;

    private final Map<String, Set<Integer>> places = new HashMap<>();
    private final List<String> words;

    public PromptEcho(String confidential) {
        words = words(confidential);
        for (int i = 0; i < words.size(); i++) {
            places.computeIfAbsent(words.get(i), word -> new HashSet<>()).add(i);
        }
    }

    boolean isIn(String text) {
        return words.size() >= LEAK && longestRun(words(text), false) >= LEAK;
    }

    boolean maybeBeginsIn(String text) {
        return words.size() >= LEAK && longestRun(words(text), true) >= HOLD;
    }

    /**
     * @param atEnd whether only a run that reaches the end counts
     */
    private int longestRun(List<String> said, boolean atEnd) {
        Map<Integer, Integer> runs = Map.of();
        int longest = 0;
        for (String word : said) {
            Map<Integer, Integer> next = new HashMap<>();
            for (int place : places.getOrDefault(word, Set.of())) {
                next.put(place, runs.getOrDefault(place - 1, 0) + 1);
            }
            runs = next;
            if (!atEnd) {
                longest = Math.max(longest, longestOf(runs));
            }
        }
        return atEnd ? longestOf(runs) : longest;
    }

    private static int longestOf(Map<Integer, Integer> runs) {
        return runs.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    private static List<String> words(String text) {
        return Tokenizer.tokenize(text).stream()
                .map(Token::word)
                .filter(word -> !word.equals("?"))
                .toList();
    }
}
