package dev.repartee.language.intent;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * How much a message looks like what the model was trained for, as one number, 0 or less: for each
 * of {@link Reading#signs} the share of understood messages that show at most as much of it, joined
 * as Fisher joins probabilities (1925), by the sum of their logarithms. So what counts is how rare
 * a sign is among messages that are understood, not how far it is from the mean. Only comparable
 * within one model.
 *
 * @param spreads how each sign was spread over held-out messages that were understood
 */
record Familiarity(List<Percentiles> spreads) {

    /**
     * How much each sign counts: the odds of the best score, the score itself, the known words,
     * what examples of the intent cover, the nearest example. Found by leaving intents out of
     * training and by messages of other sets; docs/language.md has the figures.
     */
    private static final double[] WEIGHTS = {0.3, 0.2, 0.1, 0.35, 1};

    /** What a share is at least: no one sign alone makes a message strange beyond measure. */
    private static final double LEAST = 0.004;

    Familiarity {
        spreads = List.copyOf(spreads);
        if (spreads.size() != WEIGHTS.length) {
            throw new IllegalArgumentException("each sign needs its spread");
        }
    }

    /** Measures the spreads over some readings. */
    static Familiarity over(List<Reading> readings) {
        List<double[]> signs = readings.stream().map(Reading::signs).toList();
        List<Percentiles> spreads = new ArrayList<>();
        for (int sign = 0; sign < WEIGHTS.length; sign++) {
            int which = sign;
            spreads.add(Percentiles.of(signs.stream().mapToDouble(each -> each[which]).toArray()));
        }
        return new Familiarity(spreads);
    }

    double of(Reading reading) {
        double[] signs = reading.signs();
        double sum = 0;
        for (int sign = 0; sign < signs.length; sign++) {
            double share = spreads.get(sign).share(signs[sign]);
            sum += WEIGHTS[sign] * Math.log(Math.max(LEAST, share));
        }
        return sum;
    }

    void writeTo(DataOutputStream out) throws IOException {
        for (Percentiles spread : spreads) {
            spread.writeTo(out);
        }
    }

    static Familiarity readFrom(DataInputStream in) throws IOException {
        List<Percentiles> spreads = new ArrayList<>();
        for (int sign = 0; sign < WEIGHTS.length; sign++) {
            spreads.add(Percentiles.readFrom(in));
        }
        return new Familiarity(spreads);
    }
}
