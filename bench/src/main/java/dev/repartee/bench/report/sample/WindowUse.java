package dev.repartee.bench.report.sample;

import dev.repartee.bench.report.ProcessUse;
import dev.repartee.bench.report.ProcessUse.Held;
import dev.repartee.bench.report.ProcessUse.Memory;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Sums up the samples of a window, process by process. */
final class WindowUse {
    private static final double MICROS_PER_SECOND = 1_000_000;

    private WindowUse() {}

    static List<ProcessUse> between(List<Tick> ticks, Tick from, Tick to, long messages) {
        List<Tick> inside =
                ticks.stream()
                        .filter(tick -> !tick.at().isBefore(from.at()))
                        .filter(tick -> !tick.at().isAfter(to.at()))
                        .toList();
        Set<String> names = new LinkedHashSet<>();
        inside.forEach(tick -> names.addAll(tick.processes().keySet()));
        return names.stream().map(name -> use(name, inside, messages)).toList();
    }

    private static ProcessUse use(String name, List<Tick> inside, long messages) {
        List<ProcessSample> samples =
                inside.stream()
                        .map(tick -> tick.processes().get(name))
                        .filter(Objects::nonNull)
                        .toList();
        ProcessSample first = samples.getFirst();
        ProcessSample last = samples.getLast();
        long cpuMicros = last.cpuMicros() - first.cpuMicros();
        return new ProcessUse(
                name,
                first.kind(),
                cpuMicros / MICROS_PER_SECOND,
                messages <= 0 ? null : (double) cpuMicros / messages,
                new Memory(first.residentBytes(), last.residentBytes(), peak(samples)),
                new Held(
                        samples.stream().mapToInt(ProcessSample::openFiles).max().orElse(0),
                        samples.stream().mapToInt(ProcessSample::threads).max().orElse(0)),
                null);
    }

    /**
     * The kernel's own mark of the highest memory counts when it rose within the window; one that
     * was set before the window says nothing about it.
     */
    private static long peak(List<ProcessSample> samples) {
        long peak = samples.getFirst().residentBytes();
        long mark = samples.getFirst().highestBytes();
        for (ProcessSample sample : samples) {
            peak = Math.max(peak, sample.residentBytes());
            if (sample.highestBytes() > mark) {
                mark = sample.highestBytes();
                peak = Math.max(peak, mark);
            }
        }
        return peak;
    }
}
