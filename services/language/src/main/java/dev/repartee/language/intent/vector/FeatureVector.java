package dev.repartee.language.intent.vector;

/**
 * A message as numbers: sparse, the features ascending.
 *
 * @param features the numbers of the features that it has
 * @param values how much each counts, never 0
 * @param words how many of the features, from the first on, are single words
 * @param known the share of the message's words that training has seen, each weighed by its rarity;
 *     0 to 1, and 0 when there is no word
 */
public record FeatureVector(int[] features, float[] values, int words, double known) {

    /** How many features the message has. */
    public int size() {
        return features.length;
    }
}
