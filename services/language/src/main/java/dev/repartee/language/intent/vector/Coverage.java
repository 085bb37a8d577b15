package dev.repartee.language.intent.vector;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which intents' examples have which runs of words and pieces of words. A message whose words are
 * all known, but from the examples of other intents than the one it is taken for, is likely about
 * something else. Immutable and thread-safe.
 */
public final class Coverage {

    private static final int MAX_PAIRS = 200_000_000;
    private static final Block[] COUNTED = {Block.PHRASE, Block.PIECE};

    /** By feature: where its intents begin; one more at the end. */
    private final int[] starts;

    /** Of each feature ascending. */
    private final char[] intents;

    private Coverage(int[] starts, char[] intents) {
        this.starts = starts;
        this.intents = intents;
    }

    /**
     * Learns from examples.
     *
     * @param features how many features there are
     * @param labels the intent of each vector
     */
    public static Coverage of(int features, List<FeatureVector> vectors, int[] labels) {
        int[] order =
                IntStream.range(0, labels.length)
                        .boxed()
                        .sorted(Comparator.comparingInt(example -> labels[example]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        int[] starts = new int[features + 1];
        int[] last = filled(features);
        for (int example : order) {
            for (int feature : counted(vectors.get(example))) {
                starts[feature + 1] += last[feature] == labels[example] ? 0 : 1;
                last[feature] = labels[example];
            }
        }
        for (int feature = 0; feature < features; feature++) {
            starts[feature + 1] += starts[feature];
        }
        char[] intents = new char[starts[features]];
        int[] next = Arrays.copyOf(starts, features);
        last = filled(features);
        for (int example : order) {
            for (int feature : counted(vectors.get(example))) {
                if (last[feature] != labels[example]) {
                    last[feature] = labels[example];
                    intents[next[feature]++] = (char) labels[example];
                }
            }
        }
        return new Coverage(starts, intents);
    }

    private static int[] filled(int size) {
        int[] none = new int[size];
        Arrays.fill(none, -1);
        return none;
    }

    private static int[] counted(FeatureVector vector) {
        return Arrays.copyOfRange(
                vector.features(), vector.start(Block.PHRASE), vector.end(Block.PIECE));
    }

    /**
     * The share of a message's runs and pieces that examples of an intent have, each weighed by its
     * rarity; 0 to 1, the mean of both kinds.
     */
    public double share(FeatureVector vector, int intent) {
        double shares = 0;
        for (Block block : COUNTED) {
            double all = 0;
            double covered = 0;
            for (int i = vector.start(block); i < vector.end(block); i++) {
                all += vector.values()[i];
                covered += has(vector.features()[i], intent) ? vector.values()[i] : 0;
            }
            shares += all == 0 ? 0 : vector.known(block) * covered / all;
        }
        return shares / COUNTED.length;
    }

    private boolean has(int feature, int intent) {
        return Arrays.binarySearch(intents, starts[feature], starts[feature + 1], (char) intent)
                >= 0;
    }

    /** Writes it, so that {@link #readFrom} reads it back. */
    public void writeTo(DataOutputStream out) throws IOException {
        for (int start : starts) {
            out.writeInt(start);
        }
        for (char intent : intents) {
            out.writeChar(intent);
        }
    }

    /**
     * Reads what {@link #writeTo} wrote.
     *
     * @param features how many features there are
     * @param outputs how many intents there are
     * @throws IOException when the bytes end early or don't fit
     */
    public static Coverage readFrom(DataInputStream in, int features, int outputs)
            throws IOException {
        int[] starts = new int[features + 1];
        for (int i = 0; i <= features; i++) {
            starts[i] = in.readInt();
            int before = i == 0 ? 0 : starts[i - 1];
            if (starts[i] < before || starts[i] - before > outputs || i == 0 && starts[i] != 0) {
                throw new IOException("features of too many intents");
            }
        }
        if (starts[features] > MAX_PAIRS) {
            throw new IOException("a coverage that is too large");
        }
        byte[] bytes = in.readNBytes(2 * starts[features]);
        if (bytes.length < 2 * starts[features]) {
            throw new IOException("a coverage that ends early");
        }
        char[] intents = new char[starts[features]];
        ByteBuffer.wrap(bytes).asCharBuffer().get(intents);
        return new Coverage(starts, intents);
    }
}
