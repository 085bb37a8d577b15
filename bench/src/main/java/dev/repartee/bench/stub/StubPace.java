package dev.repartee.bench.stub;

import java.util.random.RandomGenerator;

/**
 * How long answers take: log-normal around a mean, as real services are, with a share of slow ones.
 *
 * @param latency the mean in milliseconds
 * @param jitter the standard deviation in milliseconds
 * @param slowRate the share of calls that take {@code slowLatency} instead
 * @param slowLatency their mean in milliseconds, with the same relative deviation
 */
public record StubPace(double latency, double jitter, double slowRate, double slowLatency) {

    private static final double MOST_MILLIS = 3_600_000;

    public StubPace {
        if (!(between(0, latency, MOST_MILLIS) && between(0, slowLatency, MOST_MILLIS))) {
            throw new IllegalArgumentException("latencies are 0 ms to an hour");
        }
        if (!between(0, jitter, MOST_MILLIS) || !between(0, slowRate, 1)) {
            throw new IllegalArgumentException(
                    "jitter is 0 ms to an hour, the slow rate lies between 0 and 1");
        }
    }

    /** Around this many milliseconds, give or take a tenth; none is slow. */
    public static StubPace around(double millis) {
        return new StubPace(millis, millis / 10, 0, 10_000);
    }

    /** The same with a share of calls that take this many milliseconds. */
    public StubPace withSlow(double rate, double millis) {
        return new StubPace(latency, jitter, rate, millis);
    }

    double draw(RandomGenerator random) {
        double mean = slowRate > 0 && random.nextDouble() < slowRate ? slowLatency : latency;
        if (mean == 0 || jitter == 0) {
            return mean;
        }
        // A log-normal variable has mean m and deviation d when its logarithm has the variance
        // ln(1 + (d/m)^2) and the mean ln(m) less half of that.
        double relative = jitter / latency;
        double variance = Math.log1p(relative * relative);
        double factor = Math.exp(Math.sqrt(variance) * random.nextGaussian() - variance / 2);
        return Math.min(mean * factor, MOST_MILLIS);
    }

    private static boolean between(double least, double value, double most) {
        return value >= least && value <= most;
    }
}
