package dev.repartee.language.intent;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * What held-out messages taught about the scores: how sure they may be taken to be, and how typical
 * a message that is understood looks.
 *
 * @param temperature what logits are divided by so that confidences are true (Guo et al., 2017)
 * @param familiarity how familiar a message looks
 * @param typical percentiles of the familiarity of held-out messages that were understood, from the
 *     least to the most
 */
record Calibration(double temperature, Familiarity familiarity, double[] typical) {

    static final int PERCENTILES = 101;

    Calibration {
        if (!(temperature > 0) || typical.length != PERCENTILES) {
            throw new IllegalArgumentException("not a calibration");
        }
        for (int i = 1; i < PERCENTILES; i++) {
            if (!(typical[i] >= typical[i - 1])) {
                throw new IllegalArgumentException("percentiles must rise");
            }
        }
    }

    /** Returns the percentiles of some values; all 0 when there is none. */
    static double[] percentiles(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double[] percentiles = new double[PERCENTILES];
        for (int i = 0; i < PERCENTILES && sorted.length > 0; i++) {
            double at = (sorted.length - 1) * (double) i / (PERCENTILES - 1);
            int below = (int) at;
            int above = Math.min(below + 1, sorted.length - 1);
            percentiles[i] = sorted[below] + (sorted[above] - sorted[below]) * (at - below);
        }
        return percentiles;
    }

    /** The share, 0 to 1, of understood messages that look at most as familiar as this one. */
    double scope(Reading reading) {
        double familiar = familiarity.of(reading);
        int above = 0;
        while (above < PERCENTILES && typical[above] <= familiar) {
            above++;
        }
        if (above == 0) {
            return 0;
        }
        if (above == PERCENTILES) {
            return 1;
        }
        double width = typical[above] - typical[above - 1];
        return (above - 1 + (familiar - typical[above - 1]) / width) / (PERCENTILES - 1);
    }

    void writeTo(DataOutputStream out) throws IOException {
        out.writeDouble(temperature);
        familiarity.writeTo(out);
        for (double value : typical) {
            out.writeDouble(value);
        }
    }

    static Calibration readFrom(DataInputStream in) throws IOException {
        try {
            double temperature = in.readDouble();
            Familiarity familiarity = Familiarity.readFrom(in);
            double[] typical = new double[PERCENTILES];
            for (int i = 0; i < PERCENTILES; i++) {
                typical[i] = in.readDouble();
            }
            return new Calibration(temperature, familiarity, typical);
        } catch (IllegalArgumentException wrong) {
            throw new IOException(wrong.getMessage(), wrong);
        }
    }
}
