package dev.repartee.language.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StemsTest {

    private static final String LETTERS = "abcé\uD83D\uDE00";

    @Test
    void aWordMeetsEveryStemThatItBeginsWithAndNoOther() {
        Random random = new Random(3);
        for (int i = 0; i < 2_000; i++) {
            Set<String> stems = new HashSet<>();
            Stems<String> tree = new Stems<>();
            for (int n = random.nextInt(20); n > 0; n--) {
                String stem = word(random, 1 + random.nextInt(5));
                stems.add(stem);
                tree.change(stem, before -> stem);
            }
            String word = word(random, random.nextInt(8));

            List<String> expected = new ArrayList<>();
            for (int end = 1; end <= word.length(); end++) {
                if (stems.contains(word.substring(0, end))) {
                    expected.add(word.substring(0, end));
                }
            }
            assertThat(met(tree, word)).isEqualTo(expected);
        }
    }

    @Test
    void whatAStemStandsForCanGrow() {
        Stems<String> tree = new Stems<>();
        tree.change("ab", before -> before + "1");
        tree.change("ab", before -> before + "2");

        assertThat(met(tree, "abc")).containsExactly("null12");
    }

    private static List<String> met(Stems<String> tree, String word) {
        List<String> met = new ArrayList<>();
        Stems<String> at = tree;
        for (int i = 0; at != null; i++) {
            String value = at.value();
            if (value != null) {
                met.add(value);
            }
            at = i < word.length() ? at.next(word.charAt(i)) : null;
        }
        return met;
    }

    private static String word(Random random, int length) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < length; i++) {
            word.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return word.toString();
    }
}
