package dev.repartee.feedback.outcome;

import dev.repartee.assistants.experiment.Arm;
import dev.repartee.assistants.experiment.Experiment;
import dev.repartee.feedback.outcome.ExperimentReport.ArmUsers;
import dev.repartee.feedback.outcome.ExperimentReport.ArmValue;
import dev.repartee.feedback.outcome.UserSums.Ratio;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares the arms of a test by what its users brought. */
final class Judge {

    /** Fewer users than that say nothing that is worth an interval. */
    static final int FEWEST_USERS = 30;

    /** Of a share, so many observations of each kind are wanted before arms are compared. */
    static final int FEWEST_OF_A_KIND = 5;

    /** Under this probability the distribution of users is no chance. */
    private static final double MISMATCH = 0.001;

    /** z of 97.5 % and of 80 % power. */
    private static final double VISIBLE = 1.96 + 0.84;

    private Judge() {}

    static ExperimentReport report(Experiment experiment, List<UserSums> users) {
        Map<String, List<UserSums>> byArm = new HashMap<>();
        for (UserSums user : users) {
            experiment
                    .armOf(user.user())
                    .ifPresent(
                            arm ->
                                    byArm.computeIfAbsent(arm.name(), name -> new ArrayList<>())
                                            .add(user));
        }
        List<Arm> arms = experiment.arms();
        List<ArmUsers> counts =
                arms.stream()
                        .map(arm -> new ArmUsers(arm.name(), arm.share(), users(byArm, arm).size()))
                        .toList();
        Map<String, List<ArmValue>> metrics = new LinkedHashMap<>();
        for (OutcomeMetric metric : OutcomeMetric.values()) {
            metrics.put(metric.word(), values(metric, arms, byArm));
        }
        return new ExperimentReport(
                experiment.id(),
                experiment.startedAt(),
                experiment.stoppedAt(),
                counts,
                mismatched(counts),
                metrics);
    }

    private static boolean mismatched(List<ArmUsers> counts) {
        double probability =
                Statistics.mismatch(
                        counts.stream().mapToLong(ArmUsers::users).toArray(),
                        counts.stream().mapToInt(ArmUsers::share).toArray());
        return probability < MISMATCH;
    }

    private static List<ArmValue> values(
            OutcomeMetric metric, List<Arm> arms, Map<String, List<UserSums>> byArm) {
        List<ArmValue> values = new ArrayList<>();
        Sample baseline = sample(metric, users(byArm, arms.getFirst()));
        for (Arm arm : arms) {
            boolean first = arm.equals(arms.getFirst());
            Sample sample = first ? baseline : sample(metric, users(byArm, arm));
            values.add(value(metric, arm.name(), baseline, sample, first));
        }
        return values;
    }

    private static ArmValue value(
            OutcomeMetric metric, String arm, Sample baseline, Sample sample, boolean first) {
        boolean enough = enough(metric, sample);
        boolean comparable = !first && enough && enough(metric, baseline);
        Interval difference = comparable ? Statistics.ofDifference(baseline, sample) : null;
        return new ArmValue(
                arm,
                sample.users(),
                Math.round(sample.observations()),
                sample.users() == 0 ? null : sample.value(),
                interval(metric, sample),
                difference,
                verdict(metric, first, difference),
                comparable ? VISIBLE * Math.sqrt(baseline.variance() + sample.variance()) : null);
    }

    private static @Nullable Interval interval(OutcomeMetric metric, Sample sample) {
        if (metric.share()) {
            return sample.users() == 0
                    ? null
                    : Statistics.wilson(sample.value(), sample.effectiveObservations());
        }
        return sample.users() < FEWEST_USERS ? null : Statistics.ofMean(sample);
    }

    private static boolean enough(OutcomeMetric metric, Sample sample) {
        if (sample.users() < FEWEST_USERS) {
            return false;
        }
        double hits = sample.value() * sample.observations();
        return !metric.share()
                || hits >= FEWEST_OF_A_KIND && sample.observations() - hits >= FEWEST_OF_A_KIND;
    }

    private static String verdict(
            OutcomeMetric metric, boolean first, @Nullable Interval difference) {
        if (first) {
            return "baseline";
        }
        if (difference == null) {
            return "too_little_data";
        }
        if (!difference.excludes(0)) {
            return "no_difference_seen";
        }
        return difference.low() > 0 == metric.moreIsBetter() ? "better" : "worse";
    }

    private static Sample sample(OutcomeMetric metric, List<UserSums> users) {
        return Sample.of(
                users.stream()
                        .map(user -> user.ratios().getOrDefault(metric, new Ratio(0, 0)))
                        .toList());
    }

    private static List<UserSums> users(Map<String, List<UserSums>> byArm, Arm arm) {
        return byArm.getOrDefault(arm.name(), List.of());
    }
}
