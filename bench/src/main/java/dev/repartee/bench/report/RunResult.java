package dev.repartee.bench.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/**
 * Everything that one run of one scenario found. Its JSON is the record of the run: the table and
 * the page are made from it alone, so a stranger can make them again.
 */
public record RunResult(
        RunSetting setting,
        Traffic traffic,
        Integrity integrity,
        List<StepLatency> steps,
        Resources resources,
        Timeline timeline,
        List<Goal> goals) {

    public RunResult {
        steps = List.copyOf(steps);
        goals = List.copyOf(goals);
    }

    /** Whether nothing was lost, duplicated or reordered and each goal was met. */
    @JsonProperty("succeeded")
    public boolean succeeded() {
        return integrity.holds() && goals.stream().allMatch(Goal::met);
    }

    /** The latency of a step, empty when the scenario does not have that step. */
    public Optional<Percentiles> latency(String step) {
        return steps.stream()
                .filter(each -> each.step().equals(step))
                .map(StepLatency::latency)
                .findFirst();
    }
}
