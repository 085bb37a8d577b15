package dev.repartee.language.intent.network;

/** Turns scores into probabilities. */
public final class Softmax {

    private Softmax() {}

    /** Replaces logits by probabilities that add up to 1. */
    public static void inPlace(float[] logits) {
        float largest = Float.NEGATIVE_INFINITY;
        for (float logit : logits) {
            largest = Math.max(largest, logit);
        }
        float sum = 0;
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) Math.exp(logits[i] - largest);
            sum += logits[i];
        }
        for (int i = 0; i < logits.length; i++) {
            logits[i] /= sum;
        }
    }
}
