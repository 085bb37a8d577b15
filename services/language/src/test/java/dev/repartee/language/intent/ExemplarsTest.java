package dev.repartee.language.intent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExemplarsTest {

    private static final int INTENTS = 4;
    private static final int HIDDEN = 9;

    @Test
    void findsTheNearestAsIfEachExampleWereComparedByItself() throws IOException {
        Random random = new Random(31);
        for (int round = 0; round < 300; round++) {
            List<float[]> units = new ArrayList<>();
            int[] labels = new int[random.nextInt(40)];
            for (int i = 0; i < labels.length; i++) {
                labels[i] = random.nextInt(INTENTS - 1);
                units.add(units(random));
            }
            Exemplars exemplars = Exemplars.of(units, labels, INTENTS);
            Exemplars read = units.isEmpty() ? exemplars : copy(exemplars);
            float[] message = units.isEmpty() ? new float[1] : units(random);
            for (int intent = 0; intent < INTENTS; intent++) {
                double nearest = nearest(message, units, labels, intent);
                assertThat(exemplars.nearness(message, intent)).isEqualTo(nearest);
                assertThat(read.nearness(message, intent)).isEqualTo(nearest);
            }
        }
    }

    private static double nearest(float[] message, List<float[]> units, int[] labels, int intent) {
        float nearest = 0;
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] == intent) {
                double length = length(units.get(i));
                float product = 0;
                for (int unit = 0; unit < HIDDEN && length > 0; unit++) {
                    byte kept = (byte) Math.round(units.get(i)[unit] / length * Byte.MAX_VALUE);
                    product += message[unit] * kept;
                }
                nearest = Math.max(nearest, product);
            }
        }
        double length = length(message);
        return length == 0 ? 0 : Math.min(1, nearest / (length * Byte.MAX_VALUE));
    }

    private static double length(float[] units) {
        double squares = 0;
        for (float unit : units) {
            squares += unit * unit;
        }
        return Math.sqrt(squares);
    }

    private static float[] units(Random random) {
        float[] units = new float[HIDDEN];
        for (int unit = 0; unit < HIDDEN; unit++) {
            units[unit] = Math.max(0, (float) random.nextGaussian());
        }
        return units;
    }

    private static Exemplars copy(Exemplars exemplars) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        exemplars.writeTo(new DataOutputStream(bytes));
        return Exemplars.readFrom(
                new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())),
                INTENTS,
                HIDDEN);
    }
}
