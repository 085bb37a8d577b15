package dev.repartee.language.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WordMapTest {

    /** The first two words of two letters have the same hash. */
    private static final String[] PARTS = {"aa", "bB", "b", "c", "é", "e", "ss"};

    @Test
    void knowsWhatAMapKnows() {
        Random random = new Random(23);
        for (int i = 0; i < 3_000; i++) {
            Map<String, Integer> map = new HashMap<>();
            for (int n = random.nextInt(30); n > 0; n--) {
                map.put(Tokenizer.fold(word(random)), n);
            }
            WordMap<Integer> words = new WordMap<>(map);
            Tokens tokens = Tokenizer.tokenize(word(random) + " " + word(random));
            for (int index = 0; index < tokens.size(); index++) {
                assertThat(words.of(tokens, index)).isEqualTo(map.get(tokens.get(index).word()));
            }
            String stem = Tokenizer.fold(word(random));
            String ending = random.nextBoolean() ? "" : "e";
            int letters = random.nextInt(stem.length() + 1);
            assertThat(words.of(stem, letters, ending))
                    .isEqualTo(map.get(stem.substring(0, letters) + ending));
        }
    }

    @Test
    void anEmptyOneKnowsNothing() {
        WordMap<String> words = new WordMap<>(Map.of());

        assertThat(words.of(Tokenizer.tokenize("nothing"), 0)).isNull();
        assertThat(words.of("", 0, "")).isNull();
    }

    private static String word(Random random) {
        StringBuilder word = new StringBuilder();
        for (int n = 1 + random.nextInt(4); n > 0; n--) {
            word.append(PARTS[random.nextInt(PARTS.length)]);
        }
        return word.toString();
    }
}
