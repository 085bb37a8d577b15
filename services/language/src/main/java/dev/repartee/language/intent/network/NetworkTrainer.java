package dev.repartee.language.intent.network;

import dev.repartee.language.intent.vector.FeatureVector;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Trains a {@link Network} with stochastic gradient descent on the cross entropy. Steps are scaled
 * as AdaGrad does (Duchi et al., 2011): per weight in the small layers, per row in the embeddings.
 * Dropout of features and of hidden units (Srivastava et al., 2014) keeps it from learning the
 * examples by heart. Used once, by one thread.
 */
public final class NetworkTrainer {

    private static final float FIRST_GRADIENT = 1e-2f;
    private static final double FIRST_EMBEDDING = 0.1;

    /** Hears after each epoch how many are done. */
    @FunctionalInterface
    public interface EpochListener {
        void finished(int epochs);
    }

    private final NetworkShape shape;
    private final List<FeatureVector> vectors;
    private final int[] labels;
    private final SplittableRandom random;
    private final DenseLayer output;
    private final float[] embeddings;
    private final float[] embeddingGradients;
    private final float[] hiddenBias;
    private final float[] hiddenGradients;
    private final float[] units;
    private final float[] unitGradients;

    /**
     * @param features how many features there are
     * @param outputs how many labels there are
     * @param labels the label of each vector, 0 to {@code outputs - 1}
     */
    public NetworkTrainer(
            NetworkShape shape,
            int features,
            int outputs,
            List<FeatureVector> vectors,
            int[] labels) {
        if (vectors.size() != labels.length) {
            throw new IllegalArgumentException("each vector needs a label");
        }
        this.shape = shape;
        this.vectors = List.copyOf(vectors);
        this.labels = labels;
        this.random = new SplittableRandom(shape.seed());
        int hidden = shape.hidden();
        this.embeddings = new float[features * hidden];
        for (int i = 0; i < embeddings.length; i++) {
            embeddings[i] = (float) (random.nextGaussian() * FIRST_EMBEDDING);
        }
        this.output = new DenseLayer(hidden, outputs, shape.smoothing(), random);
        this.embeddingGradients = filled(features);
        this.hiddenBias = new float[hidden];
        this.hiddenGradients = filled(hidden);
        this.units = new float[hidden];
        this.unitGradients = new float[hidden];
    }

    /** Trains. What the listener throws ends it. */
    public Network train(EpochListener listener) {
        int[] order = new int[labels.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        boolean[] kept = new boolean[longest()];
        for (int epoch = 0; epoch < shape.epochs(); epoch++) {
            shuffle(order);
            float rate = (float) (shape.rate() * (1 - (double) epoch / shape.epochs()));
            for (int example : order) {
                learn(vectors.get(example), labels[example], rate, kept);
            }
            listener.finished(epoch + 1);
        }
        return Network.of(embeddings, hiddenBias, output.weights(), output.bias());
    }

    private void learn(FeatureVector vector, int label, float rate, boolean[] kept) {
        forward(vector, kept);
        if (shape.disturbance() > 0) {
            disturb(label);
        }
        output.learn(units, label, rate, unitGradients);
        backward(vector, rate, kept);
    }

    private void forward(FeatureVector vector, boolean[] kept) {
        System.arraycopy(hiddenBias, 0, units, 0, units.length);
        float survivors = (float) (1 / (1 - shape.dropout()));
        for (int i = 0; i < vector.size(); i++) {
            kept[i] = random.nextDouble() >= shape.dropout();
            if (kept[i]) {
                int row = vector.features()[i] * units.length;
                float value = vector.values()[i] * survivors;
                for (int unit = 0; unit < units.length; unit++) {
                    units[unit] += value * embeddings[row + unit];
                }
            }
        }
        float scale = (float) (1 / (1 - shape.dropout()));
        for (int unit = 0; unit < units.length; unit++) {
            boolean silent = units[unit] <= 0 || random.nextDouble() < shape.dropout();
            units[unit] = silent ? 0 : units[unit] * scale;
        }
    }

    /**
     * Moves the units that are heard in the direction in which the loss grows most. The step is
     * measured before the scaling that makes up for the hidden ones.
     */
    private void disturb(int label) {
        output.gradients(units, label, unitGradients);
        double squares = 0;
        for (int unit = 0; unit < units.length; unit++) {
            squares += units[unit] > 0 ? unitGradients[unit] * unitGradients[unit] : 0;
        }
        if (squares == 0) {
            return;
        }
        double scale = 1 / (1 - shape.dropout());
        float step = (float) (shape.disturbance() * scale / Math.sqrt(squares));
        for (int unit = 0; unit < units.length; unit++) {
            if (units[unit] > 0) {
                units[unit] = Math.max(0, units[unit] + step * unitGradients[unit]);
            }
        }
    }

    private void backward(FeatureVector vector, float rate, boolean[] kept) {
        float scale = (float) (1 / (1 - shape.dropout()));
        double squares = 0;
        for (int unit = 0; unit < units.length; unit++) {
            float gradient = units[unit] > 0 ? unitGradients[unit] * scale : 0;
            unitGradients[unit] = gradient;
            squares += gradient * gradient;
            hiddenGradients[unit] += gradient * gradient;
            hiddenBias[unit] -= rate * gradient / (float) Math.sqrt(hiddenGradients[unit]);
        }
        float mean = (float) (squares / units.length);
        float survivors = (float) (1 / (1 - shape.dropout()));
        for (int i = 0; i < vector.size(); i++) {
            if (kept[i]) {
                int feature = vector.features()[i];
                float value = vector.values()[i] * survivors;
                embeddingGradients[feature] += value * value * mean;
                float step = rate * value / (float) Math.sqrt(embeddingGradients[feature]);
                int row = feature * units.length;
                for (int unit = 0; unit < units.length; unit++) {
                    embeddings[row + unit] -= step * unitGradients[unit];
                }
            }
        }
    }

    private void shuffle(int[] order) {
        for (int i = order.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int moved = order[i];
            order[i] = order[other];
            order[other] = moved;
        }
    }

    private int longest() {
        return vectors.stream().mapToInt(FeatureVector::size).max().orElse(0);
    }

    static float[] filled(int size) {
        float[] gradients = new float[size];
        Arrays.fill(gradients, FIRST_GRADIENT);
        return gradients;
    }
}
