package dev.repartee.language.evaluation;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How good some predictions are.
 *
 * @param messages how many there are
 * @param accuracy the share that is right
 * @param macroF1 the mean over the intents of the harmonic mean of precision and recall
 * @param calibrationError by how much confidence and accuracy differ on average (expected
 *     calibration error over 15 bins of equal width)
 * @param confusions which intents are taken for which, the most frequent first
 */
public record IntentReport(
        int messages,
        double accuracy,
        double macroF1,
        double calibrationError,
        List<Confusion> confusions) {

    private static final int BINS = 15;

    /** Messages of one intent that were taken for another. */
    public record Confusion(String expected, String predicted, int messages) {}

    /**
     * @throws IllegalArgumentException when there is no prediction
     */
    public static IntentReport of(List<Prediction> predictions) {
        if (predictions.isEmpty()) {
            throw new IllegalArgumentException("there is nothing to measure with");
        }
        long right = predictions.stream().filter(Prediction::right).count();
        return new IntentReport(
                predictions.size(),
                (double) right / predictions.size(),
                macroF1(predictions),
                calibrationError(predictions),
                confusions(predictions));
    }

    private static double macroF1(List<Prediction> predictions) {
        Map<String, Integer> expected = counts(predictions, Prediction::expected);
        Map<String, Integer> predicted = counts(predictions, Prediction::predicted);
        Map<String, Integer> right =
                counts(
                        predictions.stream().filter(Prediction::right).toList(),
                        Prediction::expected);
        return expected.keySet().stream()
                .mapToDouble(
                        intent ->
                                2.0
                                        * right.getOrDefault(intent, 0)
                                        / (expected.get(intent)
                                                + predicted.getOrDefault(intent, 0)))
                .average()
                .orElse(0);
    }

    private static Map<String, Integer> counts(
            List<Prediction> predictions, Function<Prediction, String> intent) {
        return predictions.stream()
                .collect(Collectors.toMap(intent, unused -> 1, Integer::sum, TreeMap::new));
    }

    private static double calibrationError(List<Prediction> predictions) {
        double[] confidence = new double[BINS];
        double[] right = new double[BINS];
        for (Prediction prediction : predictions) {
            int bin = Math.min(BINS - 1, (int) (prediction.confidence() * BINS));
            confidence[bin] += prediction.confidence();
            right[bin] += prediction.right() ? 1 : 0;
        }
        double error = 0;
        for (int bin = 0; bin < BINS; bin++) {
            error += Math.abs(confidence[bin] - right[bin]);
        }
        return error / predictions.size();
    }

    private static List<Confusion> confusions(List<Prediction> predictions) {
        Map<String, Map<String, Integer>> wrong = new TreeMap<>();
        for (Prediction prediction : predictions) {
            if (!prediction.right()) {
                wrong.computeIfAbsent(prediction.expected(), unused -> new TreeMap<>())
                        .merge(prediction.predicted(), 1, Integer::sum);
            }
        }
        return wrong.entrySet().stream()
                .flatMap(
                        row ->
                                row.getValue().entrySet().stream()
                                        .map(
                                                cell ->
                                                        new Confusion(
                                                                row.getKey(),
                                                                cell.getKey(),
                                                                cell.getValue())))
                .sorted(Comparator.comparingInt(Confusion::messages).reversed())
                .toList();
    }
}
