package dev.repartee.knowledge.ranking;

import org.apache.lucene.search.similarities.BM25Similarity;

/**
 * BM25 that counts ten more documents than there are. In a handful of passages a word that half of
 * them have is not yet a common word; in hundreds the ten make no difference.
 */
public final class SmoothedBm25 extends BM25Similarity {

    private static final float K1 = 1.2f;
    private static final float B = 0.6f;
    private static final int IMAGINED_DOCUMENTS = 10;

    public SmoothedBm25() {
        super(K1, B);
    }

    /** How much a term tells that so many documents have. */
    public static double inverseFrequency(long having, long documents) {
        return Math.log(1 + (documents + IMAGINED_DOCUMENTS - having + 0.5) / (having + 0.5));
    }

    @Override
    protected float idf(long having, long documents) {
        return (float) inverseFrequency(having, documents);
    }
}
