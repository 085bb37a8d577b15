package dev.repartee.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repartee.language.dataset.Example;
import dev.repartee.language.dataset.TrainingProgress;
import dev.repartee.language.layered.ServedModel;
import dev.repartee.training.encoder.TextEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What models gain from an encoder that knows which words mean alike. */
class EncoderTest {

    private static final TextEncoder MEANING = encoder("meaning");
    private static final List<String> DRINKS = List.of("tea", "coffee", "cocoa", "juice");
    private static final List<String> TOOLS = List.of("hammer", "saw", "drill", "wrench");

    @Test
    void wordsThatWereNeverLearntAreUnderstoodByTheirMeaning() throws Exception {
        byte[] stored = ModelFile.write(trained(MEANING).learnt());
        ServedModel model = ModelFile.read(stored).serve("1", true, MEANING);
        assertThat(model.ranker().rank("lemonade").best().intent()).isEqualTo("drink");
        assertThat(model.ranker().rank("screwdriver").best().intent()).isEqualTo("tool");
        assertThat(model.ranker().rank("lemonade").top())
                .allSatisfy(scored -> assertThat(scored.confidence()).isBetween(0.0, 1.0));
    }

    @Test
    void withoutItsOwnEncoderAModelGoesByWordsAlone() throws Exception {
        Learnt learnt = ModelFile.read(ModelFile.write(trained(MEANING).learnt()));
        Learnt byWords = ModelFile.read(ModelFile.write(trained(null).learnt()));
        for (String text : List.of("tea please", "lemonade", "the drill")) {
            var expected = byWords.serve("1", true, null).ranker().rank(text);
            assertThat(learnt.serve("1", true, null).ranker().rank(text)).isEqualTo(expected);
            assertThat(learnt.serve("1", true, encoder("other")).ranker().rank(text))
                    .isEqualTo(expected);
        }
    }

    @Test
    void theCardMeasuresWordsAndVectorsTogether() {
        assertThat(trained(MEANING).card().accuracy())
                .isGreaterThanOrEqualTo(trained(null).card().accuracy());
    }

    @Test
    void aDamagedEncoderSectionMakesTheModelUnreadable() {
        byte[] stored = ModelFile.write(trained(MEANING).learnt());
        assertThatThrownBy(() -> ModelFile.read(Arrays.copyOf(stored, stored.length - 9)))
                .isInstanceOf(UnreadableModelException.class);
    }

    private static Training.Outcome trained(@Nullable TextEncoder encoder) {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            for (String frame : List.of("%s please", "I need a %s", "the %s")) {
                examples.add(new Example(frame.formatted(DRINKS.get(i)), "drink"));
                examples.add(new Example(frame.formatted(TOOLS.get(i)), "tool"));
            }
        }
        return new Training(encoder, System::nanoTime).run(examples, TrainingProgress.NONE);
    }

    private static TextEncoder encoder(String id) {
        return new TextEncoder() {
            @Override
            public String id() {
                return id;
            }

            @Override
            public float[] encode(String text) {
                String folded = text.toLowerCase(Locale.ROOT);
                boolean drink =
                        folded.contains("lemonade") || DRINKS.stream().anyMatch(folded::contains);
                return drink ? new float[] {1, 0} : new float[] {0, 1};
            }
        };
    }
}
