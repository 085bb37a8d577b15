package dev.repartee.feedback.outcome;

import dev.repartee.contract.UserId;
import java.util.Map;

/**
 * What one user brought to a test: for each metric how much, of how many. The user is what was
 * assigned by chance, so the user is what is counted: messages of one user are not independent.
 */
record UserSums(UserId user, Map<OutcomeMetric, Ratio> ratios) {

    UserSums {
        ratios = Map.copyOf(ratios);
    }

    /**
     * A sum over some observations.
     *
     * @param sum of the values
     * @param count of observations
     */
    record Ratio(double sum, double count) {}
}
