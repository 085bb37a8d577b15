package dev.repartee.training;

import dev.repartee.language.intent.IntentRanking;
import dev.repartee.training.store.ModelCard.Confusion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Counts how a model does on examples that it has not seen. One thread at a time. */
final class Appraisal {

    private static final int BINS = 10;
    private static final int MOST_CONFUSIONS = 20;

    private final Map<Confusion, Integer> mistakes = new HashMap<>();
    private final Map<String, Integer> meant = new HashMap<>();
    private final Map<String, Integer> said = new HashMap<>();
    private final Map<String, Integer> right = new HashMap<>();
    private final double[] confidence = new double[BINS];
    private final int[] hits = new int[BINS];
    private final int[] counts = new int[BINS];
    private int total;

    /** Notes how a model ranks an example that it hasn't seen, of one of its intents. */
    void note(String intent, IntentRanking ranking) {
        note(intent, ranking.best().intent(), ranking.best().confidence());
    }

    private void note(String intent, String answer, double sure) {
        boolean hit = intent.equals(answer);
        total++;
        meant.merge(intent, 1, Integer::sum);
        said.merge(answer, 1, Integer::sum);
        int bin = (int) Math.clamp(sure * BINS, 0, BINS - 1);
        confidence[bin] += sure;
        counts[bin]++;
        if (hit) {
            right.merge(intent, 1, Integer::sum);
            hits[bin]++;
        } else {
            mistakes.merge(new Confusion(intent, answer, 0), 1, Integer::sum);
        }
    }

    double accuracy() {
        return total == 0 ? 0 : (double) sum(right) / total;
    }

    /** The mean of the intents' F1, over those that were meant. */
    double macroF1() {
        return meant.keySet().stream()
                .mapToDouble(
                        intent ->
                                2.0
                                        * right.getOrDefault(intent, 0)
                                        / (meant.get(intent) + said.getOrDefault(intent, 0)))
                .average()
                .orElse(0);
    }

    double calibrationError() {
        double error = 0;
        for (int bin = 0; bin < BINS; bin++) {
            error += Math.abs(confidence[bin] - hits[bin]);
        }
        return total == 0 ? 0 : error / total;
    }

    List<Confusion> confusions() {
        List<Confusion> all = new ArrayList<>();
        mistakes.forEach(
                (pair, times) -> all.add(new Confusion(pair.intent(), pair.takenFor(), times)));
        all.sort(
                Comparator.comparingInt(Confusion::times)
                        .reversed()
                        .thenComparing(Confusion::intent)
                        .thenComparing(Confusion::takenFor));
        return all.subList(0, Math.min(MOST_CONFUSIONS, all.size()));
    }

    /** The intents whose messages are understood less often than not. */
    List<String> weak() {
        return new TreeSet<>(meant.keySet())
                .stream()
                        .filter(intent -> 2 * right.getOrDefault(intent, 0) < meant.get(intent))
                        .toList();
    }

    private static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
