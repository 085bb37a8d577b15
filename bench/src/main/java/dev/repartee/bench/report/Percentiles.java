package dev.repartee.bench.report;

import org.HdrHistogram.AbstractHistogram;

/**
 * A distribution of latencies in milliseconds. All are 0 when {@code count} is 0, which is shown as
 * nothing and never as a fast answer.
 */
public record Percentiles(
        long count, double mean, double p50, double p95, double p99, double p999, double max) {

    public static final Percentiles NONE = new Percentiles(0, 0, 0, 0, 0, 0, 0);

    private static final double MICROS_PER_MILLI = 1_000;

    /** Of a histogram whose values are microseconds. */
    public static Percentiles ofMicros(AbstractHistogram histogram) {
        if (histogram.getTotalCount() == 0) {
            return NONE;
        }
        return new Percentiles(
                histogram.getTotalCount(),
                histogram.getMean() / MICROS_PER_MILLI,
                at(histogram, 50),
                at(histogram, 95),
                at(histogram, 99),
                at(histogram, 99.9),
                histogram.getMaxValue() / MICROS_PER_MILLI);
    }

    /** Whether there is no value to speak of. */
    public boolean none() {
        return count == 0;
    }

    private static double at(AbstractHistogram histogram, double percentile) {
        return histogram.getValueAtPercentile(percentile) / MICROS_PER_MILLI;
    }
}
