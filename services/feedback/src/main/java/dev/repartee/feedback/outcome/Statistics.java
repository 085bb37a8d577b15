package dev.repartee.feedback.outcome;

/**
 * Intervals of 95 % confidence: Wilson's score interval for shares, Student's for means, Welch's
 * for differences.
 */
final class Statistics {

    private static final double Z = 1.959963984540054;

    private Statistics() {}

    /**
     * Wilson's score interval (1927), which is honest near 0 and 1 and for few observations.
     *
     * @param observations independent ones; need not be whole
     */
    static Interval wilson(double share, double observations) {
        double z2 = Z * Z;
        double scale = 1 + z2 / observations;
        double centre = (share + z2 / (2 * observations)) / scale;
        double half =
                Z
                        / scale
                        * Math.sqrt(
                                share * (1 - share) / observations
                                        + z2 / (4 * observations * observations));
        return new Interval(Math.max(0, centre - half), Math.min(1, centre + half));
    }

    static Interval ofMean(Sample sample) {
        double half = student(sample.users() - 1) * sample.standardError();
        return new Interval(sample.value() - half, sample.value() + half);
    }

    /** Welch's interval (1947) of what the second has more than the first. */
    static Interval ofDifference(Sample first, Sample second) {
        double variance = first.variance() + second.variance();
        double half = student(degreesOfFreedom(first, second)) * Math.sqrt(variance);
        double difference = second.value() - first.value();
        return new Interval(difference - half, difference + half);
    }

    private static double degreesOfFreedom(Sample first, Sample second) {
        double variance = first.variance() + second.variance();
        double denominator =
                first.variance() * first.variance() / (first.users() - 1)
                        + second.variance() * second.variance() / (second.users() - 1);
        return denominator == 0
                ? first.users() + second.users() - 2
                : variance * variance / denominator;
    }

    /**
     * The 97.5 % quantile of Student's t distribution, by Cornish and Fisher's expansion (1937) up
     * to the fourth power: from 5 degrees of freedom on right to a hundredth.
     */
    static double student(double degrees) {
        double z3 = Z * Z * Z;
        double z5 = z3 * Z * Z;
        double z7 = z5 * Z * Z;
        double z9 = z7 * Z * Z;
        double n = Math.max(1, degrees);
        return Z
                + (z3 + Z) / (4 * n)
                + (5 * z5 + 16 * z3 + 3 * Z) / (96 * n * n)
                + (3 * z7 + 19 * z5 + 17 * z3 - 15 * Z) / (384 * n * n * n)
                + (79 * z9 + 776 * z7 + 1482 * z5 - 1920 * z3 - 945 * Z) / (92160 * n * n * n * n);
    }

    /**
     * The probability of counts at least this far from their shares, if chance alone made them:
     * Pearson's chi-squared test with one degree of freedom less than there are arms, by Wilson and
     * Hilferty's approximation (1931).
     */
    static double mismatch(long[] counts, int[] shares) {
        long users = 0;
        int whole = 0;
        for (int i = 0; i < counts.length; i++) {
            users += counts[i];
            whole += shares[i];
        }
        if (users == 0) {
            return 1;
        }
        double squared = 0;
        for (int i = 0; i < counts.length; i++) {
            double expected = users * (double) shares[i] / whole;
            squared += (counts[i] - expected) * (counts[i] - expected) / expected;
        }
        double degrees = counts.length - 1;
        double ninth = 2 / (9 * degrees);
        double normal = (Math.cbrt(squared / degrees) - (1 - ninth)) / Math.sqrt(ninth);
        return 1 - cumulative(normal);
    }

    /** The normal distribution, by Abramowitz and Stegun 26.2.17: right to 7.5e-8. */
    private static double cumulative(double x) {
        double t = 1 / (1 + 0.2316419 * Math.abs(x));
        double density = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
        double tail =
                density
                        * t
                        * (0.319381530
                                + t
                                        * (-0.356563782
                                                + t
                                                        * (1.781477937
                                                                + t
                                                                        * (-1.821255978
                                                                                + t
                                                                                        * 1.330274429))));
        return x >= 0 ? 1 - tail : tail;
    }
}
