package dev.repartee.language.slot;

/**
 * The weights of a conditional random field: for each feature a row of labels that it speaks for or
 * against, and for each legal pair of labels one.
 *
 * @param rowStarts where the row of each feature begins; one more at the end
 * @param rowLabels the labels of all rows
 * @param weights one for each entry of the rows
 * @param transitions by label before times the number of labels plus label; 0 where illegal
 */
record Weights(
        LongIndex features,
        int[] rowStarts,
        short[] rowLabels,
        float[] weights,
        float[] transitions) {

    void score(long[][] keys, float[][] scores) {
        for (int i = 0; i < keys.length; i++) {
            for (long key : keys[i]) {
                int row = features.find(key);
                if (row >= 0) {
                    add(row, scores[i]);
                }
            }
        }
    }

    /** e to each transition of the legal pairs. */
    double[] legalTransitions(Labels labels) {
        double[] exponentials = new double[transitions.length];
        for (int label = 0; label < labels.size(); label++) {
            for (int before : labels.before(label)) {
                int pair = before * labels.size() + label;
                exponentials[pair] = Math.exp(transitions[pair]);
            }
        }
        return exponentials;
    }

    private void add(int row, float[] scores) {
        for (int entry = rowStarts[row]; entry < rowStarts[row + 1]; entry++) {
            scores[rowLabels[entry]] += weights[entry];
        }
    }
}
