package dev.repartee.inference.reply;

import dev.repartee.contract.content.Citation;
import dev.repartee.inference.reply.Knowledge.Passage;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which of the passages that a model was given its reply rests on: those that share words with it
 * which say something (numbers, and words of five letters or more). A heuristic: it can not see
 * that a passage was put into other words.
 */
final class Grounding {

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final int LONG_WORD = 5;
    private static final int SHARED = 3;

    private Grounding() {}

    static List<Citation> citations(List<Passage> passages, String reply) {
        Set<String> said = tellingWords(reply);
        int enough = Math.min(SHARED, said.size());
        return passages.stream()
                .filter(passage -> enough > 0 && shared(passage, said) >= enough)
                .map(Passage::source)
                .toList();
    }

    private static long shared(Passage passage, Set<String> said) {
        return tellingWords(passage.text()).stream().filter(said::contains).count();
    }

    private static Set<String> tellingWords(String text) {
        Set<String> words = new HashSet<>();
        for (String word : BETWEEN_WORDS.split(text.toLowerCase(Locale.ROOT))) {
            if (word.length() >= LONG_WORD
                    || !word.isEmpty() && Character.isDigit(word.charAt(0))) {
                words.add(word);
            }
        }
        return words;
    }
}
