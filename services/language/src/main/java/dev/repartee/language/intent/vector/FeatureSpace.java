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
        Found found = new Found();
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

        private int[] features = new int[256];
        private int count;
        private final double[] known = new double[Block.count()];
        private final double[] all = new double[Block.count()];

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
            float[] values = new float[count];
            int distinct = 0;
            for (int at = 0; at < count; ) {
                int end = at + 1;
                while (end < count && features[end] == features[at]) {
                    end++;
                }
                int feature = features[at];
                features[distinct] = feature;
                values[distinct++] = (float) (1 + Math.log(end - at)) * rarity[feature];
                at = end;
            }
            return new FeatureVector(
                    Arrays.copyOf(features, distinct),
                    normalized(values, distinct),
                    ends(distinct),
                    known());
        }

        private int[] ends(int distinct) {
            int[] ends = new int[Block.count()];
            int end = 0;
            for (int block = 0; block < ends.length; block++) {
                while (end < distinct && blocks[features[end]] == block) {
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

        private float[] normalized(float[] values, int distinct) {
            double[] squares = new double[Block.count()];
            for (int i = 0; i < distinct; i++) {
                squares[blocks[features[i]]] += (double) values[i] * values[i];
            }
            for (int i = 0; i < distinct; i++) {
                int block = blocks[features[i]];
                values[i] *= (float) (Block.of(block).length() / Math.sqrt(squares[block]));
            }
            return Arrays.copyOf(values, distinct);
        }
    }
}
