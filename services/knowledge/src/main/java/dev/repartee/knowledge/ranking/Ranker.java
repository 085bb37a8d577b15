package dev.repartee.knowledge.ranking;

/**
 * Orders candidates by a weighted sum of their features. The weights were fitted on questions about
 * encyclopaedia paragraphs in English, Spanish and German, and rounded; fitted on any two of these
 * languages they do as well in the third.
 */
public final class Ranker {

    private static final double SCORE = 8;
    private static final double COVERAGE = 2.5;
    private static final double SENTENCE = 4;
    private static final double STEMS = 7.5;
    private static final double GRAMS = 4.5;
    private static final double WORDING = 6.5;

    private Ranker() {}

    /** Higher is better; comparable within one question only. */
    public static double score(Features features) {
        return SCORE * features.score()
                + COVERAGE * features.coverage()
                + SENTENCE * features.sentence()
                + STEMS * features.stems()
                + GRAMS * features.grams()
                + WORDING * features.wording();
    }
}
