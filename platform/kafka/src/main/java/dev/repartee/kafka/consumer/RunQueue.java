package dev.repartee.kafka.consumer;

import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;
import jdk.management.VirtualThreadSchedulerMXBean;

/**
 * The virtual threads of this process that could go on if a processor were free.
 *
 * <p>Whatever is begun while that many are there already waits among them at each of its steps, and
 * makes them wait: nothing is done sooner, and nobody sees that it waits. What is not begun waits
 * in the log, where admission sees it. Thread-safe.
 *
 * @param waiting how many there are
 * @param most how many there may be when something begins
 */
record RunQueue(LongSupplier waiting, int most) {

    /** The queue of the scheduler that runs all virtual threads, however they were started. */
    static RunQueue ofThisProcess(int most) {
        VirtualThreadSchedulerMXBean scheduler =
                ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
        return new RunQueue(scheduler::getQueuedVirtualThreadCount, most);
    }

    /** Whether something may begin. */
    boolean hasRoom() {
        return waiting.getAsLong() < most;
    }
}
