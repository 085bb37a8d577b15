package dev.repartee.language.intent;

import dev.repartee.language.intent.network.Softmax;

/**
 * What the networks make of one message.
 *
 * @param logits the mean score of each intent
 * @param known the share of the message's words that training has seen, 0 to 1
 * @param covered the share of its runs and pieces that examples of the best intent have, 0 to 1
 * @param nearness how near the nearest example of the best intent lies, 0 to 1; the networks' mean
 */
record Reading(float[] logits, double known, double covered, double nearness) {

    /** The number of the best intent. */
    static int best(float[] logits) {
        int best = 0;
        for (int i = 1; i < logits.length; i++) {
            best = logits[i] > logits[best] ? i : best;
        }
        return best;
    }

    /** The number of the best intent. */
    int best() {
        return best(logits);
    }

    /** The chance of each intent, if the message has one of them. */
    float[] confidences(double temperature) {
        float[] chances = new float[logits.length];
        for (int i = 0; i < logits.length; i++) {
            chances[i] = (float) (logits[i] / temperature);
        }
        Softmax.inPlace(chances);
        return chances;
    }

    /** What tells messages in scope from others; each the greater, the more at home it is. */
    double[] signs() {
        int best = best();
        double rest = 1e-6;
        for (int i = 0; i < logits.length; i++) {
            rest += i == best ? 0 : Math.exp(logits[i] - logits[best]);
        }
        return new double[] {-Math.log(rest), logits[best], known, covered, nearness};
    }
}
