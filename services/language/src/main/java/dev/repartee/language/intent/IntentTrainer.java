package dev.repartee.language.intent;

import dev.repartee.contract.ReparteeException;
import dev.repartee.language.dataset.Example;
import dev.repartee.language.dataset.TrainingProgress;
import java.util.List;

/**
 * Makes an {@link IntentModel} of examples, on the calling thread: about ten seconds for ten
 * thousand. The same examples in the same order always make the same model. Examples that
 * contradict each other lower the confidence in both intents; {@link
 * dev.repartee.language.dataset.DatasetInspection} finds them beforehand. Thread-safe.
 */
public final class IntentTrainer {

    private static final long SEED = 20_260_101L;

    private final long seed;

    public IntentTrainer() {
        this(SEED);
    }

    /**
     * @param seed decides what chance decides in training
     */
    public IntentTrainer(long seed) {
        this.seed = seed;
    }

    /**
     * Learns from examples.
     *
     * @param progress hears how far it is at least every second or so; what it throws ends the
     *     training
     * @throws ReparteeException {@code INVALID_FIELD} when the examples have fewer than two
     *     intents, or are too many
     */
    public IntentModel train(List<Example> examples, TrainingProgress progress) {
        TrainingSet set = TrainingSet.of(examples);
        Effort effort = Effort.of(set.size(), seed);
        Ensemble.Progress steps = new Ensemble.Progress(progress, effort.work() * set.size());
        Calibration calibration = new Calibrator(set, effort).calibrate(steps);
        steps.phase("training");
        Ensemble ensemble =
                Ensemble.train(
                        set.withNames(effort.names()), effort.shape(), effort.members(), steps);
        progress.reached("done", 1);
        return new IntentModel(set.intents(), ensemble, calibration);
    }
}
