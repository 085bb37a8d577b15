package dev.repartee.feedback.outcome;

import dev.repartee.feedback.outcome.UserSums.Ratio;
import java.util.List;

/**
 * One metric of one arm: a ratio of sums over users, with its variance by the delta method
 * (linearisation), so that users with many messages do not make the result look surer than it is.
 * Cf. Deng, Knoblich and Lu, "Applying the Delta Method in Metric Analytics" (2018).
 *
 * @param users with at least one observation
 * @param observations of all of them
 * @param value the ratio
 * @param variance of the value
 */
record Sample(int users, double observations, double value, double variance) {

    static Sample of(List<Ratio> ratios) {
        List<Ratio> present = ratios.stream().filter(ratio -> ratio.count() > 0).toList();
        int users = present.size();
        double sum = present.stream().mapToDouble(Ratio::sum).sum();
        double count = present.stream().mapToDouble(Ratio::count).sum();
        if (users == 0) {
            return new Sample(0, 0, Double.NaN, Double.NaN);
        }
        double value = sum / count;
        double squares = 0;
        for (Ratio ratio : present) {
            double residual = ratio.sum() - value * ratio.count();
            squares += residual * residual;
        }
        double variance = users < 2 ? Double.NaN : squares / (users - 1) * users / (count * count);
        return new Sample(users, count, value, variance);
    }

    double standardError() {
        return Math.sqrt(variance);
    }

    /**
     * As many independent observations as would be as sure of a share as this sample is: never more
     * than there are, fewer when users differ more than chance alone would have it.
     */
    double effectiveObservations() {
        double binomial = value * (1 - value);
        return variance > 0 && binomial > 0
                ? Math.min(observations, binomial / variance)
                : Math.min(observations, users);
    }
}
