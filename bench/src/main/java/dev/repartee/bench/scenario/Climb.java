package dev.repartee.bench.scenario;

import dev.repartee.bench.load.LoadPlan.StreamPlan;
import dev.repartee.bench.load.TextKind;
import dev.repartee.bench.report.Percentiles;
import dev.repartee.bench.report.RunResult;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Rates that rise in equal steps, to find the highest whose replies still come in time. What a step
 * leaves behind burdens the next one, as it would in service.
 */
final class Climb {

    private static final int STEPS = 6;

    private Climb() {}

    /** A warm-up that gathers pace up to half of the rate, then each step for an equal time. */
    static List<StreamPlan> streams(double rate, Scenario.Span span) {
        int each = Math.max(1, span.seconds() / STEPS);
        IntFunction<StreamPlan> step =
                number ->
                        plan(name(rate, number), rate(rate, number))
                                .during(span.warmup() + (number - 1) * each, each);
        Stream<StreamPlan> steps = IntStream.rangeClosed(1, STEPS).mapToObj(step);
        return span.warmup() == 0
                ? steps.toList()
                : Stream.concat(
                                Stream.of(plan("warm-up", rate / 2).during(0, span.warmup())),
                                steps)
                        .toList();
    }

    /**
     * The highest rate at which, as at all lower ones, the 99th percentile stayed within a limit.
     *
     * @param millis the limit
     * @return messages a second; 0 when not even the first step did
     */
    static double highest(RunResult result, double millis) {
        double rate = result.setting().load().ratePerSecond();
        return IntStream.rangeClosed(1, STEPS)
                .takeWhile(
                        number ->
                                result.latency(name(rate, number))
                                        .map(Percentiles::p99)
                                        .filter(p99 -> p99 <= millis)
                                        .isPresent())
                .mapToDouble(number -> rate(rate, number))
                .max()
                .orElse(0);
    }

    private static StreamPlan plan(String name, double rate) {
        return StreamPlan.of(name, TextKind.UNIQUE, Assistants.MODEL, "reply", rate);
    }

    private static double rate(double rate, int number) {
        return rate * number / STEPS;
    }

    private static String name(double rate, int number) {
        return String.format(Locale.ROOT, "%d: %,.0f msg/s", number, rate(rate, number));
    }
}
