package dev.repartee.bench.scenario;

import dev.repartee.bench.report.Goal;
import dev.repartee.bench.report.Percentiles;
import dev.repartee.bench.report.ProcessKind;
import dev.repartee.bench.report.ProcessUse;
import dev.repartee.bench.report.RunResult;
import dev.repartee.bench.report.StepLatency;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What each scenario is to reach on a machine of two cores that carries everything. */
final class Goals {
    private static final double MOST_TIMES_THE_FLOOR = 2;
    private static final double MOST_DISTURBED = 1.1;
    private static final double KIBIBYTE = 1024;

    private Goals() {}

    /** The same result with its goals. */
    static RunResult judge(Scenario scenario, RunResult result, Map<String, Double> drained) {
        List<Goal> goals = new ArrayList<>();
        switch (scenario) {
            case OBSERVE -> {
                sustained(goals, result, 10_000);
                endToEnd(goals, result, 400);
            }
            case REPLY -> {
                sustained(goals, result, 5_000);
                endToEnd(goals, result, 400);
            }
            case CAPACITY ->
                    goals.add(
                            Goal.atLeast(
                                    "highest rate with P99 within 400 ms",
                                    5_000,
                                    Climb.highest(result, 400),
                                    "msg/s"));
            case CACHED -> {
                sustained(goals, result, 5_000);
                result.latency(StepLatency.END_TO_END)
                        .ifPresent(
                                latency ->
                                        goals.add(
                                                Goal.atMost(
                                                        "P95 end to end",
                                                        50,
                                                        latency.p95(),
                                                        "ms")));
            }
            case CONNECTIONS -> {
                sustained(goals, result, 10_000);
                memoryPerConnection(goals, result);
            }
            case OVERLOAD -> {
                endToEnd(goals, result, 1_000);
                result.latency(StepLatency.REFUSE)
                        .ifPresent(
                                latency ->
                                        goals.add(
                                                Goal.atMost(
                                                        "P99 of refusals",
                                                        50,
                                                        latency.p99(),
                                                        "ms")));
            }
            case HOT_USER, SLOW_MODEL -> undisturbed(goals, result);
            case REPLAY_BACKLOG ->
                    drained.forEach(
                            (stage, rate) ->
                                    goals.add(
                                            Goal.atLeast(
                                                    stage + " works its backlog off at",
                                                    20_000,
                                                    rate,
                                                    "msg/s")));
            case RULES, KNOWLEDGE, MIXED -> {}
        }
        Double ratio = result.resources().ratioToFloor();
        if (ratio != null) {
            goals.add(Goal.atMost("CPU to the floor's", MOST_TIMES_THE_FLOOR, ratio, "x"));
        }
        return new RunResult(
                result.setting(),
                result.traffic(),
                result.integrity(),
                result.steps(),
                result.resources(),
                result.timeline(),
                goals);
    }

    private static void sustained(List<Goal> goals, RunResult result, double rate) {
        goals.add(Goal.atLeast("finished", rate, result.traffic().finishedPerSecond(), "msg/s"));
    }

    private static void endToEnd(List<Goal> goals, RunResult result, double millis) {
        result.latency(StepLatency.END_TO_END)
                .ifPresent(
                        latency ->
                                goals.add(
                                        Goal.atMost(
                                                "P99 end to end", millis, latency.p99(), "ms")));
    }

    private static void undisturbed(List<Goal> goals, RunResult result) {
        double before = result.latency(Scenario.BEFORE).map(Percentiles::p99).orElse(Double.NaN);
        double then = result.latency(Scenario.MEANWHILE).map(Percentiles::p99).orElse(Double.NaN);
        goals.add(
                Goal.atMost("the others' P99 to that before", MOST_DISTURBED, then / before, "x"));
    }

    /** All that a gateway process holds, its code and heap included, over its sockets. */
    private static void memoryPerConnection(List<Goal> goals, RunResult result) {
        double bytes =
                result.resources().processes().stream()
                        .filter(process -> process.kind() == ProcessKind.SYSTEM)
                        .filter(process -> process.name().startsWith("gateway"))
                        .map(ProcessUse::memory)
                        .mapToLong(ProcessUse.Memory::peakBytes)
                        .sum();
        double connections =
                Double.parseDouble(result.setting().facts().getOrDefault("connections", "1"));
        goals.add(
                Goal.atMost(
                        "resident memory of the gateways per connection",
                        15,
                        bytes / KIBIBYTE / connections,
                        "KiB"));
    }
}
