package dev.repartee.inference.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.contract.content.Citation;
import dev.repartee.contract.content.Turn;
import dev.repartee.contract.content.Turn.Role;
import dev.repartee.inference.model.Tokens;
import dev.repartee.inference.reply.Knowledge.Passage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContextWindowTest {

    @Test
    void countsAsTheModelsOwnVocabularyDoes() {
        assertThat(Tokens.of("")).isZero();
        assertThat(Tokens.of("hello world")).isEqualTo(2);
        assertThat(Tokens.of("<|endoftext|>"))
                .as("no special tokens in users' text")
                .isGreaterThan(1);
        assertThat(Tokens.of("नमस्ते दुनिया")).isBetween(2, 12);
        assertThat(Tokens.of("x".repeat(1_000_000))).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 17, 60, 200, 1_000})
    void keepsTheNewestTurnsWithinTheBudgetAndLosesNone(int budget) {
        List<Turn> turns = new ArrayList<>();
        turns.add(new Turn(Role.SYSTEM, "Be brief."));
        for (int i = 0; i < 10; i++) {
            turns.add(new Turn(Role.USER, "Question number " + i + ", please?"));
            turns.add(new Turn(Role.ASSISTANT, "Answer number " + i + "."));
        }

        ContextWindow window = ContextWindow.of(turns, budget);

        assertThat(Tokens.of(window.kept())).isLessThanOrEqualTo(budget);
        assertThat(window.system()).hasSize(1);
        List<Turn> all = new ArrayList<>(window.system());
        all.addAll(window.left());
        all.addAll(window.kept());
        assertThat(all).isEqualTo(turns);
        assertThat(window.kept())
                .allSatisfy(turn -> assertThat(window.left()).doesNotContain(turn));
        assertThat(window.kept().isEmpty() || window.kept().getFirst().role() == Role.USER)
                .isTrue();
    }

    @Test
    void takesTheBestPassagesAndCutsTheLastAtASentence() {
        String sentence = "A rear tyre of the green bike costs twenty four euros today. ";
        List<Passage> passages =
                List.of(
                        passage(sentence.repeat(4)),
                        passage(sentence.repeat(30)),
                        passage("Short."));

        List<Passage> fitting = PassageBudget.fit(passages, 200);

        assertThat(fitting).hasSize(2);
        assertThat(fitting.get(1).text()).endsWith("today.");
        assertThat(Tokens.of(fitting.get(0).text()) + Tokens.of(fitting.get(1).text()))
                .isLessThan(200);
        assertThat(PassageBudget.fit(passages, 0)).isEmpty();
        assertThat(PassageBudget.fit(List.of(), 100)).isEmpty();
    }

    @Test
    void sumsUpByTellingSentencesWithinTheBudgetAndInOrder() {
        List<Turn> turns =
                List.of(
                        new Turn(Role.USER, "Hi! My order 4711 came broken. Well."),
                        new Turn(Role.ASSISTANT, "Oh. I can send a new frame until Friday."),
                        new Turn(Role.USER, "Ok. Please send the frame to Hauptstrasse 5."));

        String summary = TellingSentences.of("", turns, 40);

        assertThat(Tokens.of(summary)).isLessThanOrEqualTo(40);
        assertThat(summary).containsSubsequence("User: My order 4711", "Hauptstrasse 5");
        assertThat(TellingSentences.of(summary, List.of(), 40)).isEqualTo(summary);
        assertThat(TellingSentences.of("", List.of(), 40)).isEmpty();
    }

    private static Passage passage(String text) {
        return new Passage(new Citation("d", "T", null, 0, 1), text);
    }
}
