package dev.repartee.language.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repartee.contract.ReparteeException;
import dev.repartee.language.dataset.Example;
import dev.repartee.language.dataset.TrainingProgress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class IntentTrainerTest {

    private final IntentTrainer trainer = new IntentTrainer();

    @Test
    void makesTheSameModelOfTheSameExamples() throws IOException {
        byte[] first = bytes(trainer.train(Sentences.inbox(), TrainingProgress.NONE));
        byte[] second = bytes(new IntentTrainer().train(Sentences.inbox(), TrainingProgress.NONE));
        byte[] otherSeed =
                bytes(new IntentTrainer(7).train(Sentences.inbox(), TrainingProgress.NONE));

        assertThat(second).isEqualTo(first);
        assertThat(otherSeed).isNotEqualTo(first);
    }

    @Test
    void learnsFromOneExampleForEachIntent() {
        IntentModel model =
                trainer.train(
                        List.of(
                                new Example("where is my parcel", "TRACKING"),
                                new Example("I want my money back", "REFUND")),
                        TrainingProgress.NONE);

        assertThat(model.rank("where is the parcel?").best().intent()).isEqualTo("TRACKING");
        assertThat(model.rank("money back please").best().intent()).isEqualTo("REFUND");
    }

    @Test
    void isUnsureOfWordsThatExamplesGiveToTwoIntents() {
        List<Example> examples = new ArrayList<>(Sentences.inbox());
        for (int i = 0; i < 10; i++) {
            examples.add(new Example("tell me more", "ORDER_REQUEST"));
            examples.add(new Example("tell me more", "PRICING_INQUIRY"));
        }

        IntentModel model = trainer.train(examples, TrainingProgress.NONE);

        assertThat(model.rank("tell me more").best().confidence()).isLessThan(0.85);
        assertThat(model.rank("how much for twenty lamps?").best().intent())
                .isEqualTo("PRICING_INQUIRY");
    }

    @Test
    void learnsExamplesThatHaveNoWords() {
        List<Example> examples = new ArrayList<>(Sentences.inbox());
        examples.add(new Example("\uD83D\uDC4D", "AGREE"));
        examples.add(new Example("\uD83D\uDC4D\uD83D\uDC4D", "AGREE"));
        examples.add(new Example("...", "AGREE"));

        IntentModel model = trainer.train(examples, TrainingProgress.NONE);

        assertThat(model.rank("\uD83D\uDC4D").best().intent()).isEqualTo("AGREE");
    }

    @Test
    void refusesExamplesOfFewerThanTwoIntents() {
        assertThatExceptionOfType(ReparteeException.class)
                .isThrownBy(() -> trainer.train(List.of(), TrainingProgress.NONE))
                .withMessageContaining("at least two intents");
        assertThatExceptionOfType(ReparteeException.class)
                .isThrownBy(
                        () -> trainer.train(List.of(new Example("hi", "A")), TrainingProgress.NONE))
                .withMessageContaining("not 1");
    }

    @Test
    void refusesAListThatIsTooLongBeforeItDoesAnything() {
        List<Example> endless = Collections.nCopies(200_001, new Example("hi", "A"));

        assertThatExceptionOfType(ReparteeException.class)
                .isThrownBy(() -> trainer.train(endless, TrainingProgress.NONE))
                .withMessageContaining("200001 examples");
    }

    @Test
    void tellsItsProgressWithoutEverGoingBack() {
        List<Double> shares = new ArrayList<>();

        trainer.train(Sentences.inbox(), (phase, share) -> shares.add(share));

        assertThat(shares).isSorted().hasSizeGreaterThan(10);
        assertThat(shares.getLast()).isEqualTo(1.0);
        assertThat(shares).allSatisfy(share -> assertThat(share).isBetween(0.0, 1.0));
    }

    @Test
    void endsWhenItsListenerThrows() {
        assertThatThrownBy(
                        () ->
                                trainer.train(
                                        Sentences.inbox(),
                                        (phase, share) -> {
                                            if (share > 0.3) {
                                                throw new IllegalStateException("cancelled");
                                            }
                                        }))
                .hasMessage("cancelled");
    }

    private static byte[] bytes(IntentModel model) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        model.writeTo(out);
        return out.toByteArray();
    }
}
