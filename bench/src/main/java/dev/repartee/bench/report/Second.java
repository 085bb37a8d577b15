package dev.repartee.bench.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One second of a run. What nobody measured in it is absent, never 0: a plot shows a gap.
 *
 * @param at seconds since the measured window began; negative in the warm-up
 * @param latency of the messages that ended in this second; absent when none did
 * @param queueDepth accepted and unfinished messages in the whole system
 * @param machineBusyPercent of all cores
 * @param processes by name
 */
public record Second(
        int at,
        @Nullable Rates rates,
        @Nullable Latency latency,
        @Nullable Long queueDepth,
        @Nullable Double machineBusyPercent,
        Map<String, Load> processes) {

    public Second {
        processes = Collections.unmodifiableMap(new LinkedHashMap<>(processes));
    }

    /** Messages in this second, each counted when it happened. */
    public record Rates(long offered, long accepted, long refused, long finished) {}

    /** Milliseconds from the time that a message was due. */
    public record Latency(double p50, double p95, double p99, double max) {}

    /**
     * A process in this second.
     *
     * @param cpuPercent of one core
     */
    public record Load(double cpuPercent, long residentBytes) {}
}
