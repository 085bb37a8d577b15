package dev.repartee.bench.drill.client;

import java.time.Duration;

/**
 * When each message should be sent: a rate that grows evenly from nothing, while cold processes
 * warm up, and then stays.
 */
final class Schedule {

    private static final double NANOS = 1e9;

    private final double rate;
    private final double growing;
    private final double inGrowth;

    /**
     * @param rate messages a second in the end
     * @param growth until then
     */
    Schedule(int rate, Duration growth) {
        this.rate = rate;
        this.growing = growth.toNanos() / NANOS;
        this.inGrowth = rate * growing / 2;
    }

    /** Nanoseconds from the start to the message of that number, counted from 0. */
    long at(long message) {
        double seconds =
                message < inGrowth
                        ? Math.sqrt(2 * growing * message / rate)
                        : growing + (message - inGrowth) / rate;
        return (long) (seconds * NANOS);
    }
}
