package dev.repartee.language.intent.vector;

/**
 * A message as numbers: sparse, the features ascending, so that those of a kind stand together.
 *
 * @param features the numbers of the features that it has
 * @param values how much each counts, never 0
 * @param ends by kind, in the order of {@link Block}: how many of the features belong to it or a
 *     kind before it
 * @param known by kind: the share of the message's features that training has seen, each weighed by
 *     its rarity; 0 to 1, and 0 when there is none
 */
public record FeatureVector(int[] features, float[] values, int[] ends, double[] known) {

    /** How many features the message has. */
    public int size() {
        return features.length;
    }

    /** The share of its words that training has seen, each weighed by its rarity; 0 to 1. */
    public double knownWords() {
        return known[Block.WORD.ordinal()];
    }

    /** The place of the first feature of a kind. */
    int start(Block block) {
        return block.ordinal() == 0 ? 0 : ends[block.ordinal() - 1];
    }

    /** The place after the last feature of a kind. */
    int end(Block block) {
        return ends[block.ordinal()];
    }

    /** The share of the features of a kind that training has seen; 0 to 1. */
    double known(Block block) {
        return known[block.ordinal()];
    }
}
