package dev.repartee.knowledge.ranking;

/**
 * Tells how likely a passage holds the answer to a question: a logistic function of how it fits,
 * and of how many words of meaning the question has (up to three: one word that fits proves less).
 */
public final class Confidence {

    private static final double BIAS = -7.57;
    private static final double COVERAGE = 4.07;
    private static final double SCORE = 7.37;
    private static final double TERM = 1.0;
    private static final int MAX_TERMS = 3;

    private Confidence() {}

    /** From 0 to 1. */
    public static double of(Question question, Features features) {
        int terms = Math.min(question.terms().size(), MAX_TERMS);
        double fit =
                BIAS + COVERAGE * features.coverage() + SCORE * features.score() + TERM * terms;
        return 1 / (1 + Math.exp(-fit));
    }
}
