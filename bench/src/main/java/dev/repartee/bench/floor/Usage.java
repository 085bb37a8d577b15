package dev.repartee.bench.floor;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What was used up to one moment, all in nanoseconds.
 *
 * @param wall the time
 * @param messages that had come all the way
 * @param process CPU of this process, less that of the thread that sends
 * @param threads CPU of each thread that lives
 * @param engines CPU of each engine, its children included
 */
record Usage(
        long wall,
        long messages,
        long process,
        Map<String, Long> threads,
        Map<String, Long> engines) {

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final ThreadMXBean THREADS =
            ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    private static final double WORTH_NAMING = 0.05;

    static Usage now(long messages, Thread sending, Map<String, Long> engines) {
        Map<String, Long> threads = new HashMap<>();
        for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
            if (thread != null && thread.getThreadId() != sending.threadId()) {
                long nanos = THREADS.getThreadCpuTime(thread.getThreadId());
                threads.merge(thread.getThreadName(), nanos, Long::sum);
            }
        }
        Map<String, Long> spent = new HashMap<>();
        engines.forEach((name, pid) -> spent.put(name, family(pid)));
        return new Usage(
                System.nanoTime(),
                messages,
                SYSTEM.getProcessCpuTime() - THREADS.getThreadCpuTime(sending.threadId()),
                threads,
                spent);
    }

    FloorResult since(Usage before) {
        long count = messages - before.messages;
        return new FloorResult(
                count,
                count * 1e9 / (wall - before.wall),
                micros(process - before.process, count),
                micros(threads, before.threads, count),
                micros(engines, before.engines, count));
    }

    private static Map<String, Double> micros(
            Map<String, Long> after, Map<String, Long> before, long count) {
        Map<String, Double> each = new TreeMap<>();
        after.forEach(
                (name, nanos) -> {
                    double micros = micros(nanos - before.getOrDefault(name, 0L), count);
                    if (micros >= WORTH_NAMING) {
                        each.put(name, micros);
                    }
                });
        return each;
    }

    private static double micros(long nanos, long count) {
        return count == 0 ? 0 : Math.round(nanos / 10.0 / count) / 100.0;
    }

    private static long family(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMap(parent -> Stream.concat(Stream.of(parent), parent.descendants()))
                .flatMap(process -> process.info().totalCpuDuration().stream())
                .mapToLong(Duration::toNanos)
                .sum();
    }
}
