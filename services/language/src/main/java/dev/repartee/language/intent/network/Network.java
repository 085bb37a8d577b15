package dev.repartee.language.intent.network;

import dev.repartee.language.intent.vector.FeatureVector;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * A network of one hidden layer: the sum of the features' embeddings, rectified, then a linear
 * layer. Embeddings are held as bytes with a scale per feature, a quarter of the memory for no
 * measurable loss. Immutable and thread-safe.
 */
public final class Network {

    private static final int MAX_HIDDEN = 4_096;
    private static final int MAX_OUTPUTS = 100_000;

    private final int hidden;
    private final byte[] embeddings;
    private final float[] scales;
    private final float[] hiddenBias;
    private final float[] outputWeights;
    private final float[] outputBias;

    private Network(
            byte[] embeddings,
            float[] scales,
            float[] hiddenBias,
            float[] outputWeights,
            float[] outputBias) {
        this.hidden = hiddenBias.length;
        this.embeddings = embeddings;
        this.scales = scales;
        this.hiddenBias = hiddenBias;
        this.outputWeights = outputWeights;
        this.outputBias = outputBias;
    }

    /**
     * Compresses what training has found.
     *
     * @param embeddings by feature, then by hidden unit
     * @param outputWeights by hidden unit, then by output
     */
    static Network of(
            float[] embeddings, float[] hiddenBias, float[] outputWeights, float[] outputBias) {
        int hidden = hiddenBias.length;
        int features = embeddings.length / hidden;
        byte[] bytes = new byte[embeddings.length];
        float[] scales = new float[features];
        for (int feature = 0; feature < features; feature++) {
            int row = feature * hidden;
            float largest = 0;
            for (int i = row; i < row + hidden; i++) {
                largest = Math.max(largest, Math.abs(embeddings[i]));
            }
            scales[feature] = largest / Byte.MAX_VALUE;
            for (int i = row; i < row + hidden && largest > 0; i++) {
                bytes[i] = (byte) Math.round(embeddings[i] / scales[feature]);
            }
        }
        return new Network(bytes, scales, hiddenBias, outputWeights, outputBias);
    }

    /** How many outputs there are. */
    public int outputs() {
        return outputBias.length;
    }

    /** How many hidden units there are. */
    public int hiddenUnits() {
        return hidden;
    }

    /** How many features it takes. */
    public int features() {
        return scales.length;
    }

    /** Returns the activations of the hidden units, none below zero. */
    public float[] hidden(FeatureVector vector) {
        float[] units = hiddenBias.clone();
        int[] features = vector.features();
        float[] values = vector.values();
        for (int i = 0; i < features.length; i++) {
            int row = features[i] * hidden;
            float factor = values[i] * scales[features[i]];
            for (int unit = 0; unit < hidden; unit++) {
                units[unit] += factor * embeddings[row + unit];
            }
        }
        for (int unit = 0; unit < hidden; unit++) {
            units[unit] = Math.max(0, units[unit]);
        }
        return units;
    }

    /** Returns a score for each output (a logit), given the activations of the hidden units. */
    public float[] logits(float[] units) {
        float[] logits = outputBias.clone();
        for (int unit = 0; unit < hidden; unit++) {
            float activation = units[unit];
            if (activation > 0) {
                int row = unit * logits.length;
                for (int output = 0; output < logits.length; output++) {
                    logits[output] += activation * outputWeights[row + output];
                }
            }
        }
        return logits;
    }

    /** Writes the network, so that {@link #readFrom} reads it back. */
    public void writeTo(DataOutputStream out) throws IOException {
        out.writeInt(features());
        out.writeInt(hidden);
        out.writeInt(outputs());
        out.write(embeddings);
        writeFloats(scales, out);
        writeFloats(hiddenBias, out);
        writeFloats(outputWeights, out);
        writeFloats(outputBias, out);
    }

    /**
     * Reads a network.
     *
     * @throws IOException when the bytes end early or can't be a network
     */
    public static Network readFrom(DataInputStream in) throws IOException {
        int features = in.readInt();
        int hidden = in.readInt();
        int outputs = in.readInt();
        if (features < 0 || hidden < 1 || hidden > MAX_HIDDEN || outputs < 1) {
            throw new IOException("not the size of a network");
        }
        if (outputs > MAX_OUTPUTS || (long) features * hidden > Integer.MAX_VALUE - 8) {
            throw new IOException("a network that is too large");
        }
        byte[] embeddings = in.readNBytes(features * hidden);
        if (embeddings.length < features * hidden) {
            throw new IOException("a network that ends early");
        }
        return new Network(
                embeddings,
                readFloats(features, in),
                readFloats(hidden, in),
                readFloats(hidden * outputs, in),
                readFloats(outputs, in));
    }

    private static void writeFloats(float[] values, DataOutputStream out) throws IOException {
        for (float value : values) {
            out.writeFloat(value);
        }
    }

    private static float[] readFloats(int count, DataInputStream in) throws IOException {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = in.readFloat();
        }
        return values;
    }
}
