package dev.repartee.bench.report.print;

import java.util.ArrayList;
import java.util.List;

/**
 * A scale with round ticks. A linear one that carries amounts begins at 0, so that heights can be
 * compared; a logarithmic one has its ticks at powers of ten, so that it can't be taken for linear.
 */
record Axis(double low, double high, List<Double> ticks, boolean logarithmic) {
    private static final int WANTED_TICKS = 5;

    /** From 0 to the round number at or above the highest value. */
    static Axis amounts(double highest) {
        double top = Double.isFinite(highest) && highest > 0 ? highest : 1;
        double step = roundStep(top / WANTED_TICKS);
        List<Double> ticks = new ArrayList<>();
        double high = 0;
        for (int index = 0; high < top; index++) {
            high = index * step;
            ticks.add(high);
        }
        return new Axis(0, high, ticks, false);
    }

    /** From the round number at or below the lowest, over 0, to the one at or above the highest. */
    static Axis differences(double lowest, double highest) {
        double step = roundStep(Math.max(highest - lowest, 1) / WANTED_TICKS);
        List<Double> ticks = new ArrayList<>();
        long from = (long) Math.floor(lowest / step);
        long to = Math.max((long) Math.ceil(highest / step), from + 1);
        for (long index = from; index <= to; index++) {
            ticks.add(index * step);
        }
        return new Axis(ticks.getFirst(), ticks.getLast(), ticks, false);
    }

    /** From the power of ten at or below the lowest to the one at or above the highest value. */
    static Axis magnitudes(double lowest, double highest) {
        int from = (int) Math.floor(Math.log10(Math.max(lowest, 1e-3)) + 1e-9);
        int to = (int) Math.ceil(Math.log10(Math.max(highest, 1e-3)) - 1e-9);
        List<Double> ticks = new ArrayList<>();
        for (int exponent = from; exponent <= Math.max(to, from + 1); exponent++) {
            ticks.add(Math.pow(10, exponent));
        }
        return new Axis(ticks.getFirst(), ticks.getLast(), ticks, true);
    }

    /** Exactly from one second to another, with ticks at round seconds. */
    static Axis time(double from, double to) {
        double high = Math.max(to, from + 1);
        double step = Math.max(1, roundStep((high - from) / (WANTED_TICKS + 1)));
        List<Double> ticks = new ArrayList<>();
        for (double tick = Math.ceil(from / step) * step; tick <= high; tick += step) {
            // Rounding up to zero gives -0.0, which would be shown as such.
            ticks.add(tick + 0.0);
        }
        return new Axis(from, high, ticks, false);
    }

    /**
     * Where a value lies, 0 at the low end and 1 at the high one; beyond the ends it stays there.
     */
    double position(double value) {
        double position =
                logarithmic
                        ? (Math.log10(Math.max(value, low)) - Math.log10(low))
                                / (Math.log10(high) - Math.log10(low))
                        : (value - low) / (high - low);
        return Math.clamp(position, 0, 1);
    }

    /** 1, 2, 2.5 or 5 times a power of ten. */
    private static double roundStep(double atLeast) {
        double power = Math.pow(10, Math.floor(Math.log10(atLeast)));
        double digits = atLeast / power;
        double rounded =
                digits <= 1 ? 1 : digits <= 2 ? 2 : digits <= 2.5 ? 2.5 : digits <= 5 ? 5 : 10;
        return rounded * power;
    }
}
