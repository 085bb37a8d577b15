package dev.repartee.language.evaluation;

import dev.repartee.language.dataset.Example;
import dev.repartee.language.dataset.TrainingProgress;
import dev.repartee.language.intent.IntentModel;
import dev.repartee.language.intent.IntentTrainer;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Models trained on some examples and asked about others.
 *
 * @param model the last of the models
 * @param inScope what they said to messages that have one of their intents
 * @param others what they said to messages that have none
 * @param training how much processor time training took, all in all
 */
public record Trial(
        IntentModel model, List<Prediction> inScope, List<Prediction> others, Duration training) {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Trains on some examples and tests on others. */
    public static Trial of(Splits.Split split, List<Example> others) {
        long start = THREADS.getCurrentThreadCpuTime();
        IntentModel model = new IntentTrainer().train(split.train(), TrainingProgress.NONE);
        Duration training = Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - start);
        return new Trial(
                model, Prediction.of(model, split.test()), Prediction.of(model, others), training);
    }

    /** Tests each part with a model trained on the other parts. */
    public static Trial crossValidated(
            List<Example> examples, int parts, List<Example> others, long seed) {
        List<Trial> trials =
                Splits.folds(examples, parts, seed).stream()
                        .map(split -> of(split, others))
                        .toList();
        return joined(trials);
    }

    /**
     * Leaves some intents out of training and takes their messages as out of scope, several times
     * with other intents; messages in scope are a fifth that training doesn't see.
     */
    public static Trial leavingIntentsOut(
            List<Example> examples, int intents, int rounds, long seed) {
        List<Trial> trials = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            Set<String> left = Splits.intents(examples, intents, seed + round);
            List<Example> others =
                    examples.stream().filter(each -> left.contains(each.intent())).toList();
            List<Example> kept =
                    examples.stream().filter(each -> !left.contains(each.intent())).toList();
            trials.add(of(Splits.folds(kept, 5, seed + round).getFirst(), others));
        }
        return joined(trials);
    }

    /** The trials as if they were one. */
    public static Trial joined(List<Trial> trials) {
        return new Trial(
                trials.getLast().model(),
                trials.stream().flatMap(trial -> trial.inScope().stream()).toList(),
                trials.stream().flatMap(trial -> trial.others().stream()).toList(),
                trials.stream().map(Trial::training).reduce(Duration.ZERO, Duration::plus));
    }
}
