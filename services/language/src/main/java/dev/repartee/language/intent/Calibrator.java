package dev.repartee.language.intent;

import dev.repartee.language.intent.vector.FeatureVector;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Finds a {@link Calibration} by training on most of the examples and looking at the others. What
 * the model sees for the first time there is like what users will send, unlike the examples that it
 * was fitted to.
 */
final class Calibrator {

    private static final double COLDEST = 0.25;
    private static final double HOTTEST = 8;
    private static final int SEARCH_STEPS = 40;

    /** A held-out message. */
    private record HeldOut(Reading reading, int label) {

        boolean understood() {
            return reading.best() == label;
        }
    }

    private final TrainingSet set;
    private final Effort effort;
    private final List<HeldOut> heldOut = new ArrayList<>();

    Calibrator(TrainingSet set, Effort effort) {
        this.set = set;
        this.effort = effort;
    }

    Calibration calibrate(Ensemble.Progress progress) {
        List<List<Integer>> parts = set.dealt(effort.folds(), effort.shape().seed());
        for (int round = 0; round < effort.rounds(); round++) {
            progress.phase("calibrating");
            List<Integer> train = new ArrayList<>();
            for (int part = 0; part < parts.size(); part++) {
                if (part != round) {
                    train.addAll(parts.get(part));
                }
            }
            if (!train.isEmpty()) {
                measure(set.only(train), set.only(parts.get(round)), progress);
            }
        }
        List<Reading> understood =
                heldOut.stream().filter(HeldOut::understood).map(HeldOut::reading).toList();
        Familiarity familiarity = Familiarity.over(understood);
        double[] typical = understood.stream().mapToDouble(familiarity::of).toArray();
        return new Calibration(temperature(), familiarity, Percentiles.of(typical));
    }

    private void measure(TrainingSet train, TrainingSet test, Ensemble.Progress progress) {
        Ensemble ensemble =
                Ensemble.train(
                        train.withNames(effort.names()),
                        effort.shape(),
                        effort.calibrationMembers(),
                        progress);
        for (int i = 0; i < test.size(); i++) {
            FeatureVector vector = ensemble.space().vector(test.texts().get(i));
            heldOut.add(new HeldOut(ensemble.read(vector), test.labels()[i]));
        }
    }

    /** The temperature that makes the held-out labels the likeliest; the loss has one minimum. */
    private double temperature() {
        double low = Math.log(COLDEST);
        double high = Math.log(HOTTEST);
        for (int step = 0; step < SEARCH_STEPS && !heldOut.isEmpty(); step++) {
            double third = (high - low) / 3;
            if (loss(Math.exp(low + third)) < loss(Math.exp(high - third))) {
                high -= third;
            } else {
                low += third;
            }
        }
        return heldOut.isEmpty() ? 1 : Math.exp((low + high) / 2);
    }

    private double loss(double temperature) {
        return heldOut.stream()
                .flatMapToDouble(
                        each -> {
                            float[] chances = each.reading().confidences(temperature);
                            return DoubleStream.of(-Math.log(chances[each.label()] + 1e-9));
                        })
                .sum();
    }
}
