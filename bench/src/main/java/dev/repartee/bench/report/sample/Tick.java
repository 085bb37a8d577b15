package dev.repartee.bench.report.sample;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All watched processes at one moment.
 *
 * @param machineBusyMicros CPU time that all cores have spent since the machine started
 * @param machineMicros the time that they could have spent
 */
public record Tick(
        Instant at,
        long machineBusyMicros,
        long machineMicros,
        Map<String, ProcessSample> processes) {

    public Tick {
        processes = Collections.unmodifiableMap(new LinkedHashMap<>(processes));
    }

    /** How busy the machine was from here to a later tick, in percent of all cores. */
    public double machineBusyPercent(Tick later) {
        long possible = later.machineMicros - machineMicros;
        return possible <= 0 ? 0 : 100.0 * (later.machineBusyMicros - machineBusyMicros) / possible;
    }

    /** How busy a process was from here to a later tick, in percent of one core. */
    public double cpuPercent(String name, Tick later) {
        double micros = Duration.between(at, later.at).toNanos() / 1_000.0;
        return micros <= 0 ? 0 : 100.0 * cpuMicros(name, later) / micros;
    }

    /** The CPU time of a process from here to a later tick. */
    public long cpuMicros(String name, Tick later) {
        return later.cpuMicros(name) - cpuMicros(name);
    }

    private long cpuMicros(String name) {
        ProcessSample sample = processes.get(name);
        return sample == null ? 0 : sample.cpuMicros();
    }
}
