package dev.repartee.language.intent;

import dev.repartee.language.intent.network.Softmax;

/** What is read off the scores of the intents. */
final class Scores {

    private Scores() {}

    /** The number of the best intent. */
    static int best(float[] scores) {
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            best = scores[i] > scores[best] ? i : best;
        }
        return best;
    }

    /** The chance of each intent, if the message has one of them. */
    static float[] confidences(float[] logits, double temperature) {
        float[] chances = new float[logits.length];
        for (int i = 0; i < logits.length; i++) {
            chances[i] = (float) (logits[i] / temperature);
        }
        Softmax.inPlace(chances);
        return chances;
    }

    /**
     * How much a message looks like the examples of any intent; only comparable within one model.
     *
     * @param known the share of its words that the model knows
     */
    static double familiarity(float[] logits, double known) {
        return logits[best(logits)] + known;
    }
}
