package dev.repartee.bench.report.sample;

import dev.repartee.bench.report.Percentiles;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A Prometheus histogram of seconds, cumulative as it is told. Percentiles lie between two bounds
 * and are interpolated there, as Prometheus does it: with Micrometer's bounds they are right to
 * within a third or so, and never a reason to call a goal met by a hair.
 *
 * @param counts how many took at most so many seconds; the last bound is infinity
 * @param sum of all in seconds
 * @param max the longest of the last minutes, as Micrometer tells it
 */
public record LatencyBuckets(NavigableMap<Double, Double> counts, double sum, double max) {
    private static final double MILLIS_PER_SECOND = 1_000;

    public LatencyBuckets {
        counts = Collections.unmodifiableNavigableMap(new TreeMap<>(counts));
    }

    /** What came since an earlier scrape. A process that restarted in between began anew. */
    public LatencyBuckets since(LatencyBuckets earlier) {
        if (earlier.total() > total()) {
            return this;
        }
        NavigableMap<Double, Double> difference = new TreeMap<>(counts);
        difference.replaceAll((bound, count) -> Math.max(0, count - earlier.upTo(bound)));
        return new LatencyBuckets(difference, sum - earlier.sum, max);
    }

    /** Both together, such as two processes of one role. */
    public LatencyBuckets plus(LatencyBuckets other) {
        NavigableMap<Double, Double> together = new TreeMap<>();
        counts.keySet().forEach(bound -> together.put(bound, upTo(bound) + other.upTo(bound)));
        other.counts
                .keySet()
                .forEach(bound -> together.put(bound, upTo(bound) + other.upTo(bound)));
        return new LatencyBuckets(together, sum + other.sum, Math.max(max, other.max));
    }

    /** In milliseconds; the maximum is the bound of the last bucket in use when none was told. */
    public Percentiles percentiles() {
        long total = Math.round(total());
        if (total == 0) {
            return Percentiles.NONE;
        }
        double longest = max > 0 ? max : quantile(1);
        return new Percentiles(
                total,
                MILLIS_PER_SECOND * sum / total,
                MILLIS_PER_SECOND * Math.min(longest, quantile(0.5)),
                MILLIS_PER_SECOND * Math.min(longest, quantile(0.95)),
                MILLIS_PER_SECOND * Math.min(longest, quantile(0.99)),
                MILLIS_PER_SECOND * Math.min(longest, quantile(0.999)),
                MILLIS_PER_SECOND * longest);
    }

    private double total() {
        return counts.isEmpty() ? 0 : counts.lastEntry().getValue();
    }

    /** A bound that this histogram does not tell lies in the one below it. */
    private double upTo(double bound) {
        Map.Entry<Double, Double> entry = counts.floorEntry(bound);
        return entry == null ? 0 : entry.getValue();
    }

    private double quantile(double share) {
        double wanted = share * total();
        double lower = 0;
        double below = 0;
        for (Map.Entry<Double, Double> bucket : counts.entrySet()) {
            double upper = bucket.getKey();
            double upTo = bucket.getValue();
            if (upTo >= wanted && upTo > below) {
                return Double.isInfinite(upper)
                        ? lower
                        : lower + (upper - lower) * (wanted - below) / (upTo - below);
            }
            lower = Double.isInfinite(upper) ? lower : upper;
            below = upTo;
        }
        return lower;
    }
}
