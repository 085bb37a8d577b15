package dev.repartee.bench.report.sample;

import dev.repartee.bench.report.Second.Load;
import dev.repartee.bench.report.TimelineBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Adds samples to a timeline. */
public final class TickSeconds {
    /** CPU is told in steps of 10 ms: over less than this, a step looks like a burst. */
    private static final Duration SHORTEST = Duration.ofMillis(250);

    private TickSeconds() {}

    /**
     * What was used between two samples counts for the second in which the middle between them
     * lies. A process that is gone uses nothing that could be shown.
     */
    public static void add(List<Tick> ticks, TimelineBuilder timeline) {
        int last = 0;
        for (int index = 1; index < ticks.size(); index++) {
            Tick before = ticks.get(last);
            Tick after = ticks.get(index);
            Duration between = Duration.between(before.at(), after.at());
            if (between.compareTo(SHORTEST) < 0) {
                continue;
            }
            last = index;
            Instant middle = before.at().plus(between.dividedBy(2));
            timeline.machine(middle, before.machineBusyPercent(after));
            after.processes().entrySet().stream()
                    .filter(process -> process.getValue().alive() > 0)
                    .forEach(
                            process ->
                                    timeline.process(
                                            middle,
                                            process.getKey(),
                                            new Load(
                                                    before.cpuPercent(process.getKey(), after),
                                                    process.getValue().residentBytes())));
        }
    }
}
