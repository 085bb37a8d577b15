package dev.repartee.bench.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One second of a run. What nobody measured in it is absent, never 0: a plot shows a gap.
 *
 * @param at seconds since the measured window began; negative in the warm-up
 * @param latency of the messages that were <em>due</em> in this second, counted from the time they
 *     were due; absent when none finished
 * @param queueDepth accepted and unfinished messages in the whole system
 * @param machineBusyPercent of all cores
 * @param processes by name
 */
public record Second(
        int at,
        @Nullable Rates rates,
        @Nullable Percentiles latency,
        @Nullable Long queueDepth,
        @Nullable Double machineBusyPercent,
        Map<String, Load> processes) {

    public Second {
        processes = Collections.unmodifiableMap(new LinkedHashMap<>(processes));
    }

    /** Messages in this second, each counted when it happened. */
    public record Rates(long offered, long accepted, long refused, long failed, long finished) {}

    /**
     * A process in this second.
     *
     * @param cpuPercent of one core
     */
    public record Load(double cpuPercent, long residentBytes) {}
}
