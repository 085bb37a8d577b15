package dev.repartee.bench.report.sample;

import dev.repartee.bench.report.ProcessKind;

/**
 * One process, or one engine with its children, at one moment.
 *
 * @param cpuMicros used since it was watched, over all processes that bore this name
 * @param residentBytes what is in memory now, with what an engine's processes share counted once
 * @param highestBytes the most the kernel has seen in it; equal to {@code residentBytes} for an
 *     engine with children
 * @param alive how many processes there are; 0 when it is gone
 */
public record ProcessSample(
        ProcessKind kind,
        long cpuMicros,
        long residentBytes,
        long highestBytes,
        int openFiles,
        int threads,
        int alive) {}
