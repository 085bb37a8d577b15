package dev.repartee.bench.report;

import org.jspecify.annotations.Nullable;

/**
 * What one process, or one engine with its children, used in the measured window.
 *
 * @param cpuMicrosPerMessage CPU per finished message; absent when none finished
 * @param peak the most held at any sample
 * @param pauses the JVM's stops for garbage collection; absent when it wrote no log
 */
public record ProcessUse(
        String name,
        ProcessKind kind,
        double cpuSeconds,
        @Nullable Double cpuMicrosPerMessage,
        Memory memory,
        Held peak,
        @Nullable Pauses pauses) {

    /** The same use with the pauses of the process's garbage collector. */
    public ProcessUse withPauses(Pauses found) {
        return new ProcessUse(name, kind, cpuSeconds, cpuMicrosPerMessage, memory, peak, found);
    }

    /** Resident memory, with memory that an engine's processes share counted once. */
    public record Memory(long startBytes, long endBytes, long peakBytes) {}

    /** The most of what the system bounds: open files (sockets are files) and threads. */
    public record Held(int openFiles, int threads) {}
}
