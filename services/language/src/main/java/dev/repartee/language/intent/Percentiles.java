package dev.repartee.language.intent;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * How some values were spread: their percentiles, from the least value to the greatest.
 *
 * @param values rising; all 0 when there were none to measure
 */
record Percentiles(double[] values) {

    private static final int COUNT = 101;

    Percentiles {
        if (values.length != COUNT) {
            throw new IllegalArgumentException("there are %d percentiles".formatted(COUNT));
        }
        for (int i = 0; i < COUNT; i++) {
            if (!(values[i] >= values[Math.max(0, i - 1)]) || Double.isInfinite(values[i])) {
                throw new IllegalArgumentException("percentiles must rise");
            }
        }
    }

    static Percentiles of(double[] measured) {
        double[] sorted = measured.clone();
        Arrays.sort(sorted);
        double[] percentiles = new double[COUNT];
        for (int i = 0; i < COUNT && sorted.length > 0; i++) {
            double at = (sorted.length - 1) * (double) i / (COUNT - 1);
            int below = (int) at;
            int above = Math.min(below + 1, sorted.length - 1);
            percentiles[i] = sorted[below] + (sorted[above] - sorted[below]) * (at - below);
        }
        return new Percentiles(percentiles);
    }

    /** The share, 0 to 1, of the values that are at most this one. */
    double share(double value) {
        int above = 0;
        while (above < COUNT && values[above] <= value) {
            above++;
        }
        if (above == 0) {
            return 0;
        }
        if (above == COUNT) {
            return 1;
        }
        double width = values[above] - values[above - 1];
        return (above - 1 + (value - values[above - 1]) / width) / (COUNT - 1);
    }

    void writeTo(DataOutputStream out) throws IOException {
        for (double value : values) {
            out.writeDouble(value);
        }
    }

    /**
     * @throws IllegalArgumentException when these can't be percentiles
     */
    static Percentiles readFrom(DataInputStream in) throws IOException {
        double[] values = new double[COUNT];
        for (int i = 0; i < COUNT; i++) {
            values[i] = in.readDouble();
        }
        return new Percentiles(values);
    }
}
