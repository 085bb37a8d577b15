package dev.repartee.language.intent;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * The training examples as a network sees them: the directions of its hidden units, by intent. A
 * message that the network takes for an intent, but that lies far from all examples of it, is
 * likely about something else. A byte for each unit is enough to tell. Immutable and thread-safe.
 */
final class Exemplars {

    private static final int MAX_ROWS = 20_000;

    /**
     * Of more examples of an intent, every so manieth is kept: it bounds the work for a message.
     */
    private static final int MAX_OF_INTENT = 500;

    /** So many examples are compared at once. */
    private static final int BLOCK = 128;

    private final int hidden;
    private final int[] starts;

    /**
     * By intent, then by hidden unit, then by example: so all examples of an intent are compared at
     * once, and those units are left out that a message leaves at rest.
     */
    private final byte[] columns;

    private Exemplars(int hidden, int[] starts, byte[] rows) {
        this.hidden = hidden;
        this.starts = starts;
        this.columns = new byte[rows.length];
        for (int intent = 0; intent + 1 < starts.length; intent++) {
            int first = starts[intent];
            int examples = starts[intent + 1] - first;
            for (int row = 0; row < examples; row++) {
                for (int unit = 0; unit < hidden; unit++) {
                    columns[first * hidden + unit * examples + row] =
                            rows[(first + row) * hidden + unit];
                }
            }
        }
    }

    /**
     * @param units the activations of the hidden units for each example
     * @param labels the intent of each
     */
    static Exemplars of(List<float[]> units, int[] labels, int intents) {
        int hidden = units.isEmpty() ? 1 : units.getFirst().length;
        int most = Math.clamp(MAX_ROWS / intents, 1, MAX_OF_INTENT);
        int[] examples = new int[intents];
        for (int label : labels) {
            examples[label]++;
        }
        int[] starts = new int[intents + 1];
        for (int intent = 0; intent < intents; intent++) {
            starts[intent + 1] = starts[intent] + Math.min(most, examples[intent]);
        }
        byte[] rows = new byte[starts[intents] * hidden];
        int[] seen = new int[intents];
        for (int i = 0; i < labels.length; i++) {
            int label = labels[i];
            int room = starts[label + 1] - starts[label];
            long row = (long) seen[label] * room / examples[label];
            if (row < (long) ++seen[label] * room / examples[label]) {
                write(units.get(i), rows, (starts[label] + (int) row) * hidden);
            }
        }
        return new Exemplars(hidden, starts, rows);
    }

    private static void write(float[] units, byte[] rows, int at) {
        double length = length(units);
        for (int unit = 0; unit < units.length && length > 0; unit++) {
            rows[at + unit] = (byte) Math.round(units[unit] / length * Byte.MAX_VALUE);
        }
    }

    /** The cosine between a message and the nearest example of an intent; 0 when it has none. */
    double nearness(float[] units, int intent) {
        double length = length(units);
        float nearest = 0;
        int examples = starts[intent + 1] - starts[intent];
        float[] products = new float[Math.min(BLOCK, examples)];
        for (int first = 0; first < examples; first += BLOCK) {
            int end = Math.min(BLOCK, examples - first);
            multiply(units, starts[intent] * hidden + first, examples, products, end);
            for (int example = 0; example < end; example++) {
                nearest = Math.max(nearest, products[example]);
            }
        }
        return length == 0 ? 0 : Math.min(1, nearest / (length * Byte.MAX_VALUE));
    }

    /**
     * Finds the products of a message with some examples.
     *
     * @param first where the first unit of the first of them stands
     * @param examples as many further on stands the next unit
     */
    private void multiply(float[] units, int first, int examples, float[] products, int end) {
        Arrays.fill(products, 0);
        int column = first;
        for (int unit = 0; unit < hidden; unit++) {
            float activation = units[unit];
            if (activation != 0) {
                for (int example = 0; example < end; example++) {
                    products[example] += activation * columns[column + example];
                }
            }
            column += examples;
        }
    }

    private static double length(float[] units) {
        double squares = 0;
        for (float unit : units) {
            squares += unit * unit;
        }
        return Math.sqrt(squares);
    }

    void writeTo(DataOutputStream out) throws IOException {
        for (int start : starts) {
            out.writeInt(start);
        }
        for (int intent = 0; intent + 1 < starts.length; intent++) {
            int examples = starts[intent + 1] - starts[intent];
            for (int row = 0; row < examples; row++) {
                for (int unit = 0; unit < hidden; unit++) {
                    out.write(columns[starts[intent] * hidden + unit * examples + row]);
                }
            }
        }
    }

    static Exemplars readFrom(DataInputStream in, int intents, int hidden) throws IOException {
        int[] starts = new int[intents + 1];
        for (int i = 0; i <= intents; i++) {
            starts[i] = in.readInt();
            if (starts[i] < (i == 0 ? 0 : starts[i - 1]) || starts[i] > MAX_ROWS) {
                throw new IOException("exemplars out of order");
            }
        }
        byte[] rows = in.readNBytes(starts[intents] * hidden);
        if (rows.length < starts[intents] * hidden || starts[0] != 0) {
            throw new IOException("exemplars that end early");
        }
        return new Exemplars(hidden, starts, rows);
    }
}
