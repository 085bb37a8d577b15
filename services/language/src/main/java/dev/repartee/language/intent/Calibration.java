package dev.repartee.language.intent;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * What held-out messages taught about the scores: how sure they may be taken to be, and how typical
 * a message that is understood looks.
 *
 * @param temperature what logits are divided by so that confidences are true (Guo et al., 2017)
 * @param familiarity how familiar a message looks
 * @param typical how familiar held-out messages looked that were understood
 */
record Calibration(double temperature, Familiarity familiarity, Percentiles typical) {

    Calibration {
        if (!(temperature > 0)) {
            throw new IllegalArgumentException("not a calibration");
        }
    }

    /** The share, 0 to 1, of understood messages that look at most as familiar as this one. */
    double scope(Reading reading) {
        return typical.share(familiarity.of(reading));
    }

    void writeTo(DataOutputStream out) throws IOException {
        out.writeDouble(temperature);
        familiarity.writeTo(out);
        typical.writeTo(out);
    }

    static Calibration readFrom(DataInputStream in) throws IOException {
        try {
            return new Calibration(
                    in.readDouble(), Familiarity.readFrom(in), Percentiles.readFrom(in));
        } catch (IllegalArgumentException wrong) {
            throw new IOException(wrong.getMessage(), wrong);
        }
    }
}
