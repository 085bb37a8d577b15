package dev.repartee.transformer;

import java.nio.file.Path;

/**
 * A user's own sentence encoder: a folder with {@code model.onnx}, {@code tokenizer.json} and
 * {@code config.json}. A text's vector is the mean of its pieces' vectors, of length 1.
 * Thread-safe.
 */
public final class OnnxEncoder implements AutoCloseable {

    private final OnnxModel model;
    private final int dimensions;

    private OnnxEncoder(OnnxModel model, int dimensions) {
        this.model = model;
        this.dimensions = dimensions;
    }

    /**
     * Loads a folder and tries the model once.
     *
     * @throws UnusableModelException saying what is missing or not known
     */
    public static OnnxEncoder load(Path folder) throws UnusableModelException {
        OnnxModel model =
                OnnxModel.load(folder, OnnxClassifier.longest(OnnxClassifier.config(folder)));
        try {
            if (!(model.run("hello") instanceof float[][] pieces) || pieces.length == 0) {
                throw new UnusableModelException(
                        "the first output of model.onnx is not a vector for each piece");
            }
            return new OnnxEncoder(model, pieces[0].length);
        } catch (UnusableModelException | RuntimeException e) {
            model.close();
            throw e;
        }
    }

    /** How long its vectors are. */
    public int dimensions() {
        return dimensions;
    }

    /** A text's vector; of zeros when there is nothing to encode. */
    public float[] encode(String text) {
        float[][] pieces = (float[][]) model.run(text);
        double[] sum = new double[dimensions];
        for (float[] piece : pieces) {
            for (int i = 0; i < dimensions; i++) {
                sum[i] += piece[i];
            }
        }
        double square = 0;
        for (double value : sum) {
            square += value * value;
        }
        double length = Math.sqrt(square);
        float[] vector = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            vector[i] = length == 0 ? 0 : (float) (sum[i] / length);
        }
        return vector;
    }

    @Override
    public void close() {
        model.close();
    }
}
