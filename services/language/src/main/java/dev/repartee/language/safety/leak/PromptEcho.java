package dev.repartee.language.safety.leak;

import dev.repartee.language.token.Token;
import dev.repartee.language.token.Tokenizer;
import dev.repartee.language.token.Tokens;
import dev.repartee.language.token.WordMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Knows a confidential text word by word and finds long parts of it in others. Single sentences
 * (opening hours, a slogan) may be said; it is a part of {@link #LEAK} words in a row that gives
 * the text away. Immutable.
 */
public final class PromptEcho {

    /** As many words in a row are no coincidence and no fact that one passes on. */
    static final int LEAK = 24;

    /** From here on a reply is held back until the row ends. */
    static final int HOLD = 8;

    private static final int[] NOWHERE = {};
    private static final String QUESTION = "?";

    /** Where each word stands, last place first. */
    private final WordMap<int[]> places;

    private final int length;

    public PromptEcho(String confidential) {
        List<String> words =
                Tokenizer.tokenize(confidential).stream()
                        .map(Token::word)
                        .filter(word -> !word.equals(QUESTION))
                        .toList();
        length = words.size();
        Map<String, List<Integer>> found = new HashMap<>();
        for (int place = length - 1; place >= 0; place--) {
            found.computeIfAbsent(words.get(place), word -> new ArrayList<>()).add(place);
        }
        Map<String, int[]> all = new HashMap<>();
        found.forEach((word, at) -> all.put(word, at.stream().mapToInt(i -> i).toArray()));
        places = new WordMap<>(all);
    }

    boolean isIn(Tokens said) {
        return length >= LEAK && longestRun(said, false) >= LEAK;
    }

    boolean maybeBeginsIn(Tokens said) {
        return length >= LEAK && longestRun(said, true) >= HOLD;
    }

    /**
     * @param atEnd whether only a run that reaches the end counts
     */
    private int longestRun(Tokens said, boolean atEnd) {
        int[] before = NOWHERE;
        int[] runsBefore = NOWHERE;
        int longest = 0;
        for (int word = 0; word < said.size(); word++) {
            if (said.is(word, QUESTION)) {
                continue;
            }
            int[] found = places.of(said, word);
            int[] at = found == null ? NOWHERE : found;
            int[] runs = runs(at, before, runsBefore);
            int longestHere = 0;
            for (int run : runs) {
                longestHere = Math.max(longestHere, run);
            }
            longest = atEnd ? longestHere : Math.max(longest, longestHere);
            before = at;
            runsBefore = runs;
        }
        return longest;
    }

    /**
     * How many words in a row end at each place, when so many ended at those of the word before.
     */
    private static int[] runs(int[] places, int[] before, int[] runsBefore) {
        if (places.length == 0) {
            return NOWHERE;
        }
        int[] runs = new int[places.length];
        int last = 0;
        for (int i = 0; i < places.length; i++) {
            while (last < before.length && before[last] >= places[i]) {
                last++;
            }
            boolean goesOn = last < before.length && before[last] == places[i] - 1;
            runs[i] = goesOn ? runsBefore[last] + 1 : 1;
        }
        return runs;
    }
}
