package dev.repartee.language.safety.leak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.language.token.Tokenizer;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PromptEchoTest {

    @Test
    void findsTheLongestRunsThatComparingEveryPlaceWithEveryOtherFinds() {
        Random random = new Random(5);
        for (int i = 0; i < 3_000; i++) {
            int vocabulary = 1 + random.nextInt(4);
            List<String> prompt = words(random, 20 + random.nextInt(40), vocabulary);
            List<String> said = words(random, random.nextInt(60), vocabulary);
            PromptEcho echo = new PromptEcho(String.join(" ", prompt));

            boolean watched = prompt.size() >= PromptEcho.LEAK;
            assertThat(echo.isIn(Tokenizer.tokenize(String.join(" ", said))))
                    .isEqualTo(watched && longest(prompt, said, false) >= PromptEcho.LEAK);
            assertThat(echo.maybeBeginsIn(Tokenizer.tokenize(String.join(" ", said))))
                    .isEqualTo(watched && longest(prompt, said, true) >= PromptEcho.HOLD);
        }
    }

    @Test
    void questionMarksAndAccentsHideNothing() {
        String prompt =
                IntStream.range(0, PromptEcho.LEAK)
                        .mapToObj(i -> "würd" + i)
                        .collect(Collectors.joining(" "));

        assertThat(new PromptEcho(prompt).isIn(Tokenizer.tokenize(prompt))).isTrue();
        assertThat(
                        new PromptEcho(prompt)
                                .isIn(
                                        Tokenizer.tokenize(
                                                prompt.replace(" ", "? ").replace("ü", "U"))))
                .isTrue();
    }

    private static int longest(List<String> prompt, List<String> said, boolean atEnd) {
        int longest = 0;
        for (int from = 0; from < prompt.size(); from++) {
            for (int start = 0; start < said.size(); start++) {
                int run = 0;
                while (from + run < prompt.size()
                        && start + run < said.size()
                        && prompt.get(from + run).equals(said.get(start + run))) {
                    run++;
                }
                if (!atEnd || start + run == said.size()) {
                    longest = Math.max(longest, run);
                }
            }
        }
        return longest;
    }

    private static List<String> words(Random random, int count, int vocabulary) {
        return IntStream.range(0, count)
                .mapToObj(i -> "word" + random.nextInt(vocabulary))
                .toList();
    }
}
