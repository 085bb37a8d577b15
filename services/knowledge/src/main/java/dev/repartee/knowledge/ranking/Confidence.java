package dev.repartee.knowledge.ranking;

/**
 * Tells how likely a passage holds the answer to a question: a logistic function of how it fits,
 * and of how many words of meaning the question has (up to three: one word that fits proves less).
 *
 * <p>Fitted on 1,785 questions about encyclopaedia paragraphs in English, Spanish and German,
 * against as many whose article had been taken out and 600 requests to a home assistant. At a
 * threshold of 0.4 it answered 94 %, 88 % and 84 % of the first, and 2 to 4 % and 10 % of the
 * others.
 */
public final class Confidence {

    private static final double BIAS = -7.46;
    private static final double SCORE = 3.71;
    private static final double COVERAGE = 3.9;
    private static final double SENTENCE = 1.49;
    private static final double NEAR = 3.64;
    private static final double TERM = 1.0;
    private static final int MAX_TERMS = 3;

    private Confidence() {}

    /** From 0 to 1. */
    public static double of(Question question, Features features) {
        double fit =
                BIAS
                        + SCORE * features.score()
                        + COVERAGE * features.coverage()
                        + SENTENCE * features.sentence()
                        + NEAR * features.near()
                        + TERM * Math.min(question.terms().size(), MAX_TERMS);
        return 1 / (1 + Math.exp(-fit));
    }
}
