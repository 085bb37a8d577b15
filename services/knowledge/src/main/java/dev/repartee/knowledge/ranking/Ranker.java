package dev.repartee.knowledge.ranking;

/**
 * Orders candidates by a weighted sum of their features. The weights were fitted on questions about
 * encyclopaedia paragraphs in English, rounded, and hold for other languages as they are; equal
 * weights do almost as well.
 */
public final class Ranker {

    private static final double SCORE = 3.5;
    private static final double COVERAGE = 3;
    private static final double SENTENCE = 3;
    private static final double WINDOW = 3;
    private static final double NEAR = 3;
    private static final double STEMS = 2;
    private static final double GRAMS = 3.5;

    private Ranker() {}

    /** Higher is better; comparable within one question only. */
    public static double score(Features features) {
        return SCORE * features.score()
                + COVERAGE * features.coverage()
                + SENTENCE * features.sentence()
                + WINDOW * features.window()
                + NEAR * features.near()
                + STEMS * features.stems()
                + GRAMS * features.grams();
    }
}
