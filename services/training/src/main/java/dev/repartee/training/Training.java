package dev.repartee.training;

import dev.repartee.language.dataset.Example;
import dev.repartee.language.dataset.TrainingProgress;
import dev.repartee.language.intent.IntentModel;
import dev.repartee.language.intent.IntentRanking;
import dev.repartee.language.intent.IntentTrainer;
import dev.repartee.language.slot.SlotTagger;
import dev.repartee.training.encoder.Blend;
import dev.repartee.training.encoder.Encoding;
import dev.repartee.training.encoder.TextEncoder;
import dev.repartee.training.example.ExampleChecks;
import dev.repartee.training.example.ShippedExamples;
import dev.repartee.training.store.ModelCard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One training: measures by training on a part of the examples and asking about the rest, then
 * learns from all of them. CPU-bound, one thread.
 */
final class Training {

    /** Up to so many examples each one is held out once; beyond it a fifth is held out. */
    private static final int CROSS_VALIDATED = 2_000;

    private static final int FOLDS = 5;

    private final IntentTrainer trainer = new IntentTrainer();
    private final @Nullable TextEncoder encoder;
    private final LongSupplier nanos;

    /**
     * @param encoder what is learnt from besides words, or null
     */
    Training(@Nullable TextEncoder encoder, LongSupplier nanos) {
        this.encoder = encoder;
        this.nanos = nanos;
    }

    /** What came out. */
    record Outcome(Learnt learnt, ModelCard card) {}

    /**
     * @throws dev.repartee.contract.ReparteeException {@code INVALID_FIELD} when there is nothing
     *     to tell apart
     */
    Outcome run(List<Example> examples, TrainingProgress progress) {
        long start = nanos.getAsLong();
        List<List<Example>> folds = folds(examples);
        int measured = examples.size() <= CROSS_VALIDATED ? FOLDS : 1;
        boolean marked = examples.stream().anyMatch(example -> !example.annotations().isEmpty());
        int encoded = encoder == null ? 0 : 1;
        int steps = encoded + measured + (marked ? 2 : 1);
        Appraisal appraisal = new Appraisal();
        Encoding encoding =
                encoder == null
                        ? null
                        : Encoding.of(encoder, examples, step(progress, "encoding", 0, steps));
        for (int fold = 0; fold < measured; fold++) {
            String phase = "measuring, part %d of %d".formatted(fold + 1, measured);
            List<Example> rest = without(folds, fold);
            IntentModel model = trainer.train(rest, step(progress, phase, encoded + fold, steps));
            Encoding.Fold taught = encoding == null ? null : encoding.learn(rest);
            for (Example example : known(folds.get(fold), model)) {
                IntentRanking ranking = model.rank(example.text());
                if (taught == null) {
                    appraisal.note(example.intent(), ranking);
                } else {
                    taught.ask(example, ranking);
                }
            }
        }
        int done = encoded + measured;
        IntentModel model =
                trainer.train(examples, step(progress, "learning from all", done, steps));
        Blend blend = encoding == null ? null : encoding.blend(examples, appraisal::note);
        SlotTagger slots =
                marked
                        ? SlotTagger.train(
                                examples, step(progress, "learning entities", done + 1, steps))
                        : null;
        double seconds = (nanos.getAsLong() - start) / 1e9;
        String method =
                measured == 1
                        ? "a fifth of the examples held out"
                        : FOLDS + "-fold cross-validation";
        return new Outcome(
                new Learnt(model, slots, blend), card(examples, model, appraisal, method, seconds));
    }

    private static ModelCard card(
            List<Example> examples,
            IntentModel model,
            Appraisal appraisal,
            String method,
            double seconds) {
        int strange =
                (int)
                        examples.stream()
                                .filter(
                                        example ->
                                                example.intent()
                                                        .equals(ShippedExamples.OUT_OF_SCOPE))
                                .count();
        List<String> warnings = new ArrayList<>(ExampleChecks.warnings(examples));
        appraisal
                .weak()
                .forEach(
                        intent ->
                                warnings.add(
                                        "'%s' is mistaken more often than not: write more examples, or other ones"
                                                .formatted(intent)));
        return new ModelCard(
                examples.size(),
                strange,
                model.intents(),
                method,
                rounded(appraisal.accuracy()),
                rounded(appraisal.macroF1()),
                rounded(appraisal.calibrationError()),
                appraisal.confusions(),
                Math.round(seconds * 100) / 100.0,
                warnings);
    }

    /** The examples of each intent dealt out in turn, so that each part has some of all. */
    private static List<List<Example>> folds(List<Example> examples) {
        List<List<Example>> folds = new ArrayList<>();
        for (int i = 0; i < FOLDS; i++) {
            folds.add(new ArrayList<>());
        }
        Map<String, Integer> dealt = new HashMap<>();
        for (Example example : examples) {
            int count = dealt.merge(example.intent(), 1, Integer::sum);
            folds.get((count + example.intent().hashCode() % FOLDS + FOLDS) % FOLDS).add(example);
        }
        return folds;
    }

    private static List<Example> without(List<List<Example>> folds, int held) {
        List<Example> rest = new ArrayList<>();
        for (int i = 0; i < folds.size(); i++) {
            if (i != held) {
                rest.addAll(folds.get(i));
            }
        }
        return rest;
    }

    /**
     * Messages that are out of scope, or of an intent of a single example, have no right answer.
     */
    private static List<Example> known(List<Example> fold, IntentModel model) {
        return fold.stream().filter(example -> model.intents().contains(example.intent())).toList();
    }

    private static TrainingProgress step(
            TrainingProgress progress, String phase, int done, int steps) {
        return (inner, share) -> progress.reached(phase, (done + share) / steps);
    }

    private static double rounded(double value) {
        return Math.round(value * 10_000) / 10_000.0;
    }
}
