package dev.repartee.bench.report.sample;

import dev.repartee.bench.report.Second.Load;
import dev.repartee.bench.report.TimelineBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Adds samples to a timeline. */
public final class TickSeconds {
    private TickSeconds() {}

    /** What was used between two samples counts for the second in which the time between lies. */
    public static void add(List<Tick> ticks, TimelineBuilder timeline) {
        for (int index = 1; index < ticks.size(); index++) {
            Tick before = ticks.get(index - 1);
            Tick after = ticks.get(index);
            Duration between = Duration.between(before.at(), after.at());
            if (!between.isPositive()) {
                continue;
            }
            Instant middle = before.at().plus(between.dividedBy(2));
            timeline.machine(middle, before.machineBusyPercent(after));
            after.processes()
                    .forEach(
                            (name, sample) ->
                                    timeline.process(
                                            middle,
                                            name,
                                            new Load(
                                                    before.cpuPercent(name, after),
                                                    sample.residentBytes())));
        }
    }
}
