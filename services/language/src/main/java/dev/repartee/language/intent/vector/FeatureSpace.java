package dev.repartee.language.intent.vector;

import dev.repartee.language.token.Token;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * The features that training has seen, each weighed by its rarity (inverse document frequency).
 * Those of a kind stand together in the numbering, in the order of {@link Block}. Immutable and
 * thread-safe.
 */
public final class FeatureSpace {

    /** What bounds a model's memory, however long the list of examples. */
    static final int MAX_FEATURES = 400_000;

    private static final int MAX_COUNTED = 4_000_000;

    private final GramTable table;
    private final byte[] blocks;
    private final float[] rarity;
    private final float unseen;

    private FeatureSpace(GramTable table, byte[] blocks, float[] rarity, float unseen) {
        this.table = table;
        this.blocks = blocks;
        this.rarity = rarity;
        this.unseen = unseen;
    }

    /** Learns the features of some texts. Of too many, the rarest are left out. */
    public static FeatureSpace of(List<String> texts) {
        FeatureCounts counts = new FeatureCounts(MAX_COUNTED);
        texts.forEach(text -> counts.add(Words.of(text)));
        return counts.space(MAX_FEATURES);
    }

    static FeatureSpace of(long[] hashes, byte[] blocks, float[] rarity, float unseen) {
        GramTable table = new GramTable(hashes.length);
        for (long hash : hashes) {
            table.add(hash);
        }
        return new FeatureSpace(table, blocks, rarity, unseen);
    }

    /** How many features there are. */
    public int size() {
        return blocks.length;
    }

    /** Returns the vector of a text; without any feature when training has seen nothing of it. */
    public FeatureVector vector(String text) {
        return vector(Words.of(text));
    }

    /** Returns the vector of the words of a text. */
    public FeatureVector vector(List<Token> words) {
        Found found = new Found(Grams.most(words));
        Grams.of(words, found);
        return found.vector();
    }

    /** Writes the space, so that {@link #readFrom} reads it back. */
    public void writeTo(DataOutputStream out) throws IOException {
        out.writeInt(size());
        out.writeFloat(unseen);
        out.write(blocks);
        for (long hash : table.hashes()) {
            out.writeLong(hash);
        }
        for (float weight : rarity) {
            out.writeFloat(weight);
        }
    }

    /**
     * Reads a space.
     *
     * @throws IOException when the bytes end early or can't be a space
     */
    public static FeatureSpace readFrom(DataInputStream in) throws IOException {
        int size = in.readInt();
        if (size < 0 || size > MAX_FEATURES) {
            throw new IOException("a feature space can't have %d features".formatted(size));
        }
        float unseen = in.readFloat();
        byte[] blocks = in.readNBytes(size);
        byte before = 0;
        for (byte block : blocks) {
            if (block < before || block >= Block.count()) {
                throw new IOException("no kind of feature, or out of order: " + block);
            }
            before = block;
        }
        long[] hashes = new long[size];
        for (int i = 0; i < size; i++) {
            hashes[i] = in.readLong();
        }
        float[] rarity = new float[size];
        for (int i = 0; i < size; i++) {
            rarity[i] = in.readFloat();
        }
        FeatureSpace space = of(hashes, blocks, rarity, unseen);
        if (space.table.size() != blocks.length || blocks.length != size) {
            throw new IOException("a feature space with features that come twice");
        }
        return space;
    }

    /** Gathers the features of one message. */
    private final class Found implements GramSink {

        private int[] features;
        private int count;
        private final double[] known = new double[Block.count()];
        private final double[] all = new double[Block.count()];

        /**
         * @param expected how many features it is made ready for
         */
        Found(int expected) {
            this.features = new int[expected];
        }

        @Override
        public void gram(Block block, long hash) {
            int feature = table.find(hash);
            all[block.ordinal()] += feature < 0 ? unseen : rarity[feature];
            known[block.ordinal()] += feature < 0 ? 0 : rarity[feature];
            if (feature >= 0) {
                if (count == features.length) {
                    features = Arrays.copyOf(features, count * 2);
                }
                features[count++] = feature;
            }
        }

        FeatureVector vector() {
            Arrays.sort(features, 0, count);
            int[] distinct = new int[distinct()];
            float[] values = new float[distinct.length];
            int at = 0;
            for (int i = 0; i < distinct.length; i++) {
                int end = at + 1;
                while (end < count && features[end] == features[at]) {
                    end++;
                }
                distinct[i] = features[at];
                values[i] = weight(end - at) * rarity[features[at]];
                at = end;
            }
            normalize(distinct, values);
            return new FeatureVector(distinct, values, ends(distinct), known());
        }

        private int distinct() {
            int distinct = count == 0 ? 0 : 1;
            for (int i = 1; i < count; i++) {
                distinct += features[i] == features[i - 1] ? 0 : 1;
            }
            return distinct;
        }

        /** The logarithm of one, which nearly all features have, is known. */
        private static float weight(int times) {
            return times == 1 ? 1 : (float) (1 + Math.log(times));
        }

        private int[] ends(int[] distinct) {
            int[] ends = new int[Block.count()];
            int end = 0;
            for (int block = 0; block < ends.length; block++) {
                while (end < distinct.length && blocks[distinct[end]] == block) {
                    end++;
                }
                ends[block] = end;
            }
            return ends;
        }

        private double[] known() {
            for (int block = 0; block < known.length; block++) {
                known[block] = all[block] == 0 ? 0 : known[block] / all[block];
            }
            return known;
        }

        private void normalize(int[] distinct, float[] values) {
            double[] squares = new double[Block.count()];
            for (int i = 0; i < distinct.length; i++) {
                squares[blocks[distinct[i]]] += (double) values[i] * values[i];
            }
            float[] factors = new float[squares.length];
            for (int block = 0; block < factors.length; block++) {
                factors[block] = (float) (Block.of(block).length() / Math.sqrt(squares[block]));
            }
            for (int i = 0; i < distinct.length; i++) {
                values[i] *= factors[blocks[distinct[i]]];
            }
        }
    }
}
