package dev.repartee.language.intent;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;

/**
 * How much a message looks like what the model was trained for, as one number: the weighted sum of
 * {@link Reading#signs}, each measured in its own spread over held-out messages that were
 * understood. Only comparable within one model.
 *
 * @param spreads the standard deviations of the signs
 */
record Familiarity(double[] spreads) {

    /**
     * How much each sign counts: the odds of the best score, the known words, the nearest example.
     * Found by leaving intents out of training; docs/language.md has the figures.
     */
    private static final double[] WEIGHTS = {0.15, 0.3, 1.2};

    /** What a spread is at least, so that a sign that is always the same isn't blown up. */
    private static final double[] LEAST = {0.1, 0.02, 0.01};

    Familiarity {
        if (spreads.length != WEIGHTS.length) {
            throw new IllegalArgumentException("each sign needs its spread");
        }
        for (double spread : spreads) {
            if (!(spread > 0) || Double.isInfinite(spread)) {
                throw new IllegalArgumentException("a spread must be positive");
            }
        }
    }

    /** Measures the spreads over some readings. */
    static Familiarity over(List<Reading> readings) {
        double[] spreads = new double[WEIGHTS.length];
        for (int sign = 0; sign < spreads.length; sign++) {
            int which = sign;
            double[] values = readings.stream().mapToDouble(each -> each.signs()[which]).toArray();
            spreads[sign] = Math.max(LEAST[sign], deviation(values));
        }
        return new Familiarity(spreads);
    }

    double of(Reading reading) {
        double[] signs = reading.signs();
        double sum = 0;
        for (int sign = 0; sign < signs.length; sign++) {
            sum += WEIGHTS[sign] * signs[sign] / spreads[sign];
        }
        return sum;
    }

    private static double deviation(double[] values) {
        double mean = java.util.Arrays.stream(values).average().orElse(0);
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return values.length == 0 ? 0 : Math.sqrt(squares / values.length);
    }

    void writeTo(DataOutputStream out) throws IOException {
        for (double spread : spreads) {
            out.writeDouble(spread);
        }
    }

    static Familiarity readFrom(DataInputStream in) throws IOException {
        double[] spreads = new double[WEIGHTS.length];
        for (int sign = 0; sign < spreads.length; sign++) {
            spreads[sign] = in.readDouble();
        }
        return new Familiarity(spreads);
    }
}
