package dev.repartee.bench.report.print;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A named series of a plot.
 *
 * @param color in CSS
 * @param width of the line; a wide one under a thin one shows that both run together
 * @param values one per second of the plot; null where nothing was measured
 */
record Curve(String name, String color, double width, List<@Nullable Double> values) {

    private static final double THIN = 1.8;
    private static final double WIDE = 5;

    static Curve thin(String name, String color, List<@Nullable Double> values) {
        return new Curve(name, color, THIN, values);
    }

    Curve widened() {
        return new Curve(name, color, WIDE, values);
    }

    /** The highest value, 0 when there is none. */
    double highest() {
        double highest = 0;
        for (Double value : values) {
            highest = value == null ? highest : Math.max(highest, value);
        }
        return highest;
    }

    /** The lowest value if that is below 0, else 0. */
    double bottom() {
        double lowest = 0;
        for (Double value : values) {
            lowest = value == null ? lowest : Math.min(lowest, value);
        }
        return lowest;
    }

    /** The lowest value above 0, for a logarithmic scale; 1 when there is none. */
    double lowest() {
        double lowest = Double.MAX_VALUE;
        for (Double value : values) {
            lowest = value == null || value <= 0 ? lowest : Math.min(lowest, value);
        }
        return lowest == Double.MAX_VALUE ? 1 : lowest;
    }

    /** Whether anything was measured. */
    boolean known() {
        return values.stream().anyMatch(Objects::nonNull);
    }
}
