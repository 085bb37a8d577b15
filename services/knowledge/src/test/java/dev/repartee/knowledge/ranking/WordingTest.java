package dev.repartee.knowledge.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.repartee.knowledge.ranking.Wording.Pair;
import dev.repartee.knowledge.text.TextAnalysis;
import dev.repartee.knowledge.text.TextAnalysis.Token;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.lucene.index.MultiReader;
import org.junit.jupiter.api.Test;

final class WordingTest {

    @Test
    void readsNeighboursAndNamesOffAQuestion() throws IOException {
        Wording wording = wording("Which bulbs fit the Aurora of 1998?");

        assertThat(wording.pairs()).containsKeys(new Pair("the", "aurora"), new Pair("fit", "the"));
        assertThat(wording.names()).containsOnlyKeys("aurora", "1998");
    }

    @Test
    void takesNoNameFromTheCapitalThatASentenceBeginsWith() throws IOException {
        assertThat(wording("Lamps for the desk").names()).isEmpty();
        assertThat(wording("3 lamps").names()).containsOnlyKeys("3");
    }

    @Test
    void findsNeighboursOnlyInTheirOrder() throws IOException {
        Wording wording = wording("dog bites man");

        assertThat(share(wording, "A dog bites a man.")).isEqualTo(0.35, within(1e-9));
        assertThat(share(wording, "A man bites a dog.")).isZero();
    }

    @Test
    void countsNamesAnywhere() {
        Wording wording =
                new Wording(
                        Map.of(new Pair("old", "berlin"), 2.0), Map.of("berlin", 3.0, "1998", 1.0));

        assertThat(share(wording, "In Berlin")).isEqualTo(0.3 * 0.75, within(1e-9));
        assertThat(share(wording, "Old Berlin in 1998")).isEqualTo(1, within(1e-9));
    }

    @Test
    void hasNothingToCompareInNoWordsOrOne() throws IOException {
        for (String text : List.of("", "???", "lamps")) {
            assertThat(share(wording(text), "Lamps and bulbs")).isZero();
        }
        assertThat(share(wording("who made Aurora"), "")).isZero();
    }

    @Test
    void looksAtTheBeginningOfEndlessQuestions() throws IOException {
        String endless =
                IntStream.range(0, 10_000)
                        .mapToObj(number -> "w" + number)
                        .collect(Collectors.joining(" "));

        assertThat(wording(endless).pairs()).hasSizeLessThan(200);
    }

    private static Wording wording(String question) throws IOException {
        return Wording.of("en", question, new TermStatistics(new MultiReader()));
    }

    private static double share(Wording wording, String text) {
        List<Token> tokens = TextAnalysis.tokens("en", text);
        Set<String> terms = tokens.stream().map(Token::term).collect(Collectors.toSet());
        return wording.share(tokens, terms);
    }
}
