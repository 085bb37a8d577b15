package dev.repartee.language.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.repartee.language.CpuTime;
import dev.repartee.language.dataset.TrainingProgress;
import java.time.Duration;
import java.util.Comparator;
import org.junit.jupiter.api.Test;

class IntentModelTest {

    private static final IntentModel MODEL =
            new IntentTrainer().train(Sentences.inbox(), TrainingProgress.NONE);

    @Test
    void ranksTheIntentOfAMessageItHasNotSeenFirst() {
        assertThat(MODEL.rank("how much are the wooden tables?").best().intent())
                .isEqualTo("PRICING_INQUIRY");
        assertThat(MODEL.rank("I want to order three sofas").best().intent())
                .isEqualTo("ORDER_REQUEST");
        assertThat(MODEL.rank("please call me on thursday").best().intent())
                .isEqualTo("SCHEDULE_CALL");
    }

    @Test
    void understandsWordsThatAreMisspelt() {
        assertThat(MODEL.rank("is ther any discout on lampz").best().intent())
                .isEqualTo("PRICING_INQUIRY");
    }

    @Test
    void givesConfidencesInFallingOrderThatAddUpToOne() {
        IntentRanking ranking = MODEL.rank("can you call me about the price of an order");

        assertThat(ranking.top())
                .hasSize(3)
                .isSortedAccordingTo(
                        Comparator.comparingDouble(ScoredIntent::confidence).reversed());
        assertThat(ranking.top().stream().mapToDouble(ScoredIntent::confidence).sum())
                .isBetween(0.999, 1.001);
    }

    @Test
    void takesMessagesAboutOtherThingsAsOutOfScope() {
        assertThat(MODEL.rank("quantum chromodynamics lattice gauge").outOfScope()).isTrue();
        assertThat(MODEL.rank("what do the lamps cost").outOfScope()).isFalse();
        assertThat(MODEL.rank("what do the lamps cost").scope())
                .isGreaterThan(MODEL.rank("my cat has eaten its tail").scope());
    }

    @Test
    void takesMessagesWithoutWordsAsOutOfScope() {
        for (String text : new String[] {"", " ", "...", "!!!", "\u200B", "\uFFFF", "\uD83D"}) {
            IntentRanking ranking = MODEL.rank(text);

            assertThat(ranking.outOfScope()).as("text %s", text).isTrue();
            assertThat(ranking.scope()).isZero();
            assertThat(ranking.top()).isNotEmpty();
        }
    }

    @Test
    void explainsWhichWordsDecided() {
        String text = "please tell me the cost";

        assertThat(MODEL.explain(text, "PRICING_INQUIRY"))
                .hasSize(5)
                .allSatisfy(word -> assertThat(word.end()).isGreaterThan(word.start()));
        WordEvidence strongest =
                MODEL.explain(text, "PRICING_INQUIRY").stream()
                        .max(Comparator.comparingDouble(WordEvidence::weight))
                        .orElseThrow();
        assertThat(text.substring(strongest.start(), strongest.end())).isEqualTo("cost");
    }

    @Test
    void refusesToExplainAnIntentThatItDoesNotHave() {
        assertThatIllegalArgumentException().isThrownBy(() -> MODEL.explain("hello", "NOPE"));
    }

    @Test
    void staysWithinBoundsForHostileTexts() {
        String[] texts = {
            "a".repeat(1_000_000),
            "word ".repeat(200_000),
            "e\u0301".repeat(300_000),
            "\uD83D\uDC4D".repeat(300_000),
            "\u6CE8\u6587".repeat(300_000),
            "\u202E\u0000\uFFFE mixed \u0639\u0631\u0628\u064A",
        };
        for (String text : texts) {
            assertThat(CpuTime.of(() -> MODEL.rank(text))).isLessThan(Duration.ofSeconds(3));
            assertThat(MODEL.rank(text).top())
                    .allSatisfy(intent -> assertThat(intent.confidence()).isBetween(0.0, 1.0));
        }
    }
}
