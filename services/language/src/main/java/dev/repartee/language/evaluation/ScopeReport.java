package dev.repartee.language.evaluation;

import java.util.Arrays;
import java.util.List;

/**
 * How well a model tells messages of its intents from others.
 *
 * @param others how many messages are out of scope
 * @param recall the share of them that is refused where 95 % of the right answers to the messages
 *     in scope are kept
 * @param separation the chance that a message in scope gets a higher scope than one out of it (area
 *     under the ROC curve)
 * @param refused the share of messages out of scope that the model refuses as it is set
 * @param kept the share of the right answers to messages in scope that the model keeps as it is set
 */
public record ScopeReport(
        int others, double recall, double separation, double refused, double kept) {

    private static final double KEPT = 0.95;

    /**
     * @throws IllegalArgumentException when there is no message out of scope, or no right answer to
     *     one in scope
     */
    public static ScopeReport of(List<Prediction> inScope, List<Prediction> others) {
        List<Prediction> right = inScope.stream().filter(Prediction::right).toList();
        if (right.isEmpty() || others.isEmpty()) {
            throw new IllegalArgumentException("there is nothing to measure with");
        }
        double[] known = right.stream().mapToDouble(Prediction::scope).sorted().toArray();
        double threshold = known[(int) Math.floor((1 - KEPT) * known.length)];
        return new ScopeReport(
                others.size(),
                share(others.stream().filter(other -> other.scope() < threshold).count(), others),
                separation(inScope, others),
                share(others.stream().filter(Prediction::refused).count(), others),
                1 - share(right.stream().filter(Prediction::refused).count(), right));
    }

    private static double share(long part, List<Prediction> whole) {
        return (double) part / whole.size();
    }

    private static double separation(List<Prediction> inScope, List<Prediction> others) {
        double[] strange = others.stream().mapToDouble(Prediction::scope).sorted().toArray();
        double wins = 0;
        for (Prediction prediction : inScope) {
            int below = lowerBound(strange, prediction.scope());
            int equal = lowerBound(strange, Math.nextUp(prediction.scope())) - below;
            wins += below + equal / 2.0;
        }
        return wins / inScope.size() / strange.length;
    }

    private static int lowerBound(double[] sorted, double value) {
        int at = Arrays.binarySearch(sorted, value);
        if (at < 0) {
            return -at - 1;
        }
        while (at > 0 && sorted[at - 1] == value) {
            at--;
        }
        return at;
    }
}
