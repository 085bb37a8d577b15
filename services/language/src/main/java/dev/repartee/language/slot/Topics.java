package dev.repartee.language.slot;

import dev.repartee.language.dataset.Example;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/**
 * Guesses what a sentence is about (the intents of the examples), because the same words are an
 * artist in one and a restaurant in another: a multinomial logistic regression over words and pairs
 * of words.
 */
final class Topics {

    private static final int EPOCHS = 12;
    private static final double RATE = 0.3;

    private final List<String> names;
    private final LongIndex features;
    private float[] weights;

    private Topics(List<String> names, LongIndex features, float[] weights) {
        this.names = names;
        this.features = features;
        this.weights = weights;
    }

    static List<String> names(List<Example> examples) {
        var names = new TreeSet<String>();
        examples.forEach(example -> names.add(example.intent()));
        return List.copyOf(names);
    }

    static Topics train(List<String> names, List<Words> texts, int[] topics) {
        var features = new LongIndex(texts.size() * 8);
        int[][] rows = new int[texts.size()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.stream(keys(texts.get(i))).mapToInt(features::findOrAdd).toArray();
        }
        var model = new Topics(names, features, new float[features.size() * names.size()]);
        model.fit(rows, topics);
        return model;
    }

    /** Returns the probability of each topic. */
    double[] guess(Words text) {
        int[] rows =
                Arrays.stream(keys(text)).mapToInt(features::find).filter(r -> r >= 0).toArray();
        return probabilities(rows);
    }

    int size() {
        return names.size();
    }

    void writeTo(DataOutputStream out) throws IOException {
        out.writeInt(names.size());
        for (String name : names) {
            out.writeUTF(name);
        }
        long[] keys = features.keys();
        out.writeInt(keys.length);
        for (long key : keys) {
            out.writeLong(key);
        }
        for (float weight : weights) {
            out.writeFloat(weight);
        }
    }

    static Topics readFrom(DataInputStream in) throws IOException {
        String[] names = new String[in.readInt()];
        for (int i = 0; i < names.length; i++) {
            names[i] = in.readUTF();
        }
        int size = in.readInt();
        var features = new LongIndex(size);
        for (int i = 0; i < size; i++) {
            features.findOrAdd(in.readLong());
        }
        float[] weights = new float[size * names.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = in.readFloat();
        }
        return new Topics(List.of(names), features, weights);
    }

    private void fit(int[][] rows, int[] topics) {
        float[] squares = new float[weights.length];
        var random = new Random(7);
        for (int step = 0; step < EPOCHS * rows.length; step++) {
            int index = random.nextInt(rows.length);
            double[] errors = probabilities(rows[index]);
            errors[topics[index]] -= 1;
            for (int row : rows[index]) {
                for (int topic = 0; topic < errors.length; topic++) {
                    int at = row * names.size() + topic;
                    float gradient = (float) (errors[topic] + 1e-4 * weights[at]);
                    squares[at] += gradient * gradient;
                    weights[at] -= (float) (RATE * gradient / (Math.sqrt(squares[at]) + 0.1));
                }
            }
        }
    }

    private double[] probabilities(int[] rows) {
        double[] scores = new double[names.size()];
        for (int row : rows) {
            for (int topic = 0; topic < scores.length; topic++) {
                scores[topic] += weights[row * names.size() + topic];
            }
        }
        double most = Arrays.stream(scores).max().orElse(0);
        double sum = 0;
        for (int topic = 0; topic < scores.length; topic++) {
            scores[topic] = Math.exp(scores[topic] - most);
            sum += scores[topic];
        }
        for (int topic = 0; topic < scores.length; topic++) {
            scores[topic] /= sum;
        }
        return scores;
    }

    private static long[] keys(Words text) {
        long[] keys = new long[text.size() * 2 + 1];
        int at = 0;
        keys[at++] = Hash.of(0, 0);
        long before = 0;
        for (int i = 0; i < text.size(); i++) {
            long word = Hash.of(text.form(i));
            keys[at++] = Hash.of(1, word);
            keys[at++] = Hash.of(2, before, word);
            before = word;
        }
        return Arrays.stream(keys).distinct().toArray();
    }
}
