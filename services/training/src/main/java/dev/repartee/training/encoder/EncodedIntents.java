package dev.repartee.training.encoder;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

/**
 * Tells intents apart by vectors: multinomial logistic regression, learnt by AdaGrad with weight
 * decay. Immutable; the same vectors make the same one.
 */
final class EncodedIntents {

    private static final double RATE = 0.5;
    private static final double DECAY = 1e-5;
    private static final int MOST_EPOCHS = 60;
    private static final int LEAST_EPOCHS = 3;
    private static final int STEPS = 300_000;

    private final List<String> intents;

    /** By intent: a weight for each dimension, and the bias. */
    private final float[][] weights;

    private EncodedIntents(List<String> intents, float[][] weights) {
        this.intents = intents;
        this.weights = weights;
    }

    /**
     * @param vectors of one size
     * @param wanted the intent of each
     */
    static EncodedIntents train(List<float[]> vectors, List<String> wanted) {
        List<String> intents = List.copyOf(new TreeSet<>(wanted));
        int[] gold = wanted.stream().mapToInt(intents::indexOf).toArray();
        int size = vectors.getFirst().length;
        var trained = new EncodedIntents(intents, new float[intents.size()][size + 1]);
        float[][] squares = new float[intents.size()][size + 1];
        int epochs = Math.clamp(STEPS / vectors.size(), LEAST_EPOCHS, MOST_EPOCHS);
        int[] order = new int[vectors.size()];
        Arrays.setAll(order, i -> i);
        Random random = new Random(7);
        for (int epoch = 0; epoch < epochs; epoch++) {
            shuffle(order, random);
            for (int example : order) {
                trained.learn(vectors.get(example), gold[example], squares);
            }
        }
        return trained;
    }

    /** How likely each intent is for a vector; sums to 1. */
    Map<String, Double> chances(float[] vector) {
        double[] shares = shares(vector);
        Map<String, Double> chances = new LinkedHashMap<>();
        for (int i = 0; i < shares.length; i++) {
            chances.put(intents.get(i), shares[i]);
        }
        return chances;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeInt(intents.size());
        out.writeInt(weights[0].length);
        for (int i = 0; i < weights.length; i++) {
            out.writeUTF(intents.get(i));
            for (float weight : weights[i]) {
                out.writeFloat(weight);
            }
        }
    }

    /**
     * @param limit of bytes that there are
     * @throws IOException when the bytes are none of this
     */
    static EncodedIntents readFrom(DataInput in, long limit) throws IOException {
        int count = in.readInt();
        int size = in.readInt();
        if (count < 1 || size < 2 || (long) count * size * Float.BYTES > limit) {
            throw new IOException("the intents of an encoder are damaged");
        }
        List<String> intents = new ArrayList<>();
        float[][] weights = new float[count][size];
        for (int i = 0; i < count; i++) {
            intents.add(in.readUTF());
            for (int j = 0; j < size; j++) {
                weights[i][j] = in.readFloat();
            }
        }
        return new EncodedIntents(List.copyOf(intents), weights);
    }

    private void learn(float[] vector, int gold, float[][] squares) {
        double[] shares = shares(vector);
        for (int i = 0; i < weights.length; i++) {
            double error = shares[i] - (i == gold ? 1 : 0);
            float[] row = weights[i];
            for (int j = 0; j < row.length; j++) {
                double input = j < vector.length ? vector[j] : 1;
                double slope = error * input + DECAY * row[j];
                squares[i][j] += (float) (slope * slope);
                row[j] -= (float) (RATE * slope / Math.sqrt(squares[i][j] + 1e-8));
            }
        }
    }

    private double[] shares(float[] vector) {
        double[] shares = new double[weights.length];
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < weights.length; i++) {
            double score = weights[i][vector.length];
            for (int j = 0; j < vector.length; j++) {
                score += weights[i][j] * vector[j];
            }
            shares[i] = score;
            most = Math.max(most, score);
        }
        double sum = 0;
        for (int i = 0; i < shares.length; i++) {
            shares[i] = Math.exp(shares[i] - most);
            sum += shares[i];
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] /= sum;
        }
        return shares;
    }

    private static void shuffle(int[] order, Random random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
    }
}
