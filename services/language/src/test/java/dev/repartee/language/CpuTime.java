package dev.repartee.language;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/** What something costs this thread: what others do on the machine is no matter of it. */
public final class CpuTime {

    private CpuTime() {}

    public static Duration of(Runnable work) {
        long start = nanos();
        work.run();
        return Duration.ofNanos(nanos() - start);
    }

    private static long nanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
