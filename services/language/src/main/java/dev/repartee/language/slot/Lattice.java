package dev.repartee.language.slot;

import java.util.Arrays;

/**
 * The labels that the words of one sentence may have, with the probabilities of a linear-chain
 * conditional random field: forward-backward and Viterbi over the labels that are worth it at each
 * word. Reused from sentence to sentence; not thread-safe.
 */
final class Lattice {

    /** Labels whose local score is so many nats below the best at a word are left out. */
    private static final float BEAM = 10;

    private final Labels labels;
    private final int width;
    private int length;
    private float[][] scores = new float[0][];
    private double[][] local = new double[0][];
    private double[][] forward = new double[0][];
    private double[][] backward = new double[0][];
    private int[][] active = new int[0][];
    private int[] actives = new int[0];

    Lattice(Labels labels) {
        this.labels = labels;
        this.width = labels.size();
    }

    /**
     * Makes room for a sentence and returns its scores by word and label.
     *
     * @param prior what each label starts from
     */
    float[][] begin(int words, float[] prior) {
        length = words;
        if (scores.length < words) {
            int from = scores.length;
            scores = Arrays.copyOf(scores, words);
            local = Arrays.copyOf(local, words);
            forward = Arrays.copyOf(forward, words);
            backward = Arrays.copyOf(backward, words);
            active = Arrays.copyOf(active, words);
            actives = Arrays.copyOf(actives, words);
            for (int i = from; i < words; i++) {
                scores[i] = new float[width];
                local[i] = new double[width];
                forward[i] = new double[width];
                backward[i] = new double[width];
                active[i] = new int[width];
            }
        }
        for (int i = 0; i < words; i++) {
            System.arraycopy(prior, 0, scores[i], 0, width);
        }
        return scores;
    }

    /**
     * Decides which labels are looked at: those near the best, and always the outside, so that a
     * legal path exists.
     *
     * @param gold labels to keep whatever their score; empty for none
     */
    void prune(int[] gold) {
        for (int i = 0; i < length; i++) {
            float best = Float.NEGATIVE_INFINITY;
            for (float score : scores[i]) {
                best = Math.max(best, score);
            }
            int kept = 0;
            for (int label = 0; label < width; label++) {
                boolean wanted =
                        label == Labels.OUTSIDE
                                || gold.length > 0 && gold[i] == label
                                || scores[i][label] > best - BEAM;
                if (wanted && (i > 0 || labels.canStart(label))) {
                    active[i][kept++] = label;
                    local[i][label] = Math.exp(scores[i][label] - best);
                }
            }
            actives[i] = kept;
        }
    }

    /**
     * Computes the marginals.
     *
     * @param transitions e to the score of each pair of labels, 0 for an illegal pair
     */
    void forwardBackward(double[] transitions) {
        for (int i = 0; i < length; i++) {
            double sum = 0;
            for (int a = 0; a < actives[i]; a++) {
                int label = active[i][a];
                double value = i == 0 ? 1 : into(i, label, transitions);
                forward[i][label] = value * local[i][label];
                sum += forward[i][label];
            }
            scale(forward[i], i, sum);
        }
        for (int i = length - 1; i >= 0; i--) {
            double sum = 0;
            for (int a = 0; a < actives[i]; a++) {
                int label = active[i][a];
                backward[i][label] =
                        i == length - 1
                                ? labels.canEnd(label) ? 1 : 0
                                : outOf(i, label, transitions);
                sum += backward[i][label];
            }
            scale(backward[i], i, sum);
        }
    }

    int actives(int word) {
        return actives[word];
    }

    int active(int word, int index) {
        return active[word][index];
    }

    /** Writes the probability of each label at a word; those that were left out get none. */
    void marginals(int word, double[] into) {
        double sum = 0;
        for (int a = 0; a < actives[word]; a++) {
            int label = active[word][a];
            into[label] = forward[word][label] * backward[word][label];
            sum += into[label];
        }
        for (int a = 0; a < actives[word]; a++) {
            into[active[word][a]] /= sum;
        }
    }

    /** The sum over all pairs of labels of a word and the one before it. */
    double pairSum(int word, double[] transitions) {
        double sum = 0;
        for (int a = 0; a < actives[word]; a++) {
            int label = active[word][a];
            sum += into(word, label, transitions) * local[word][label] * backward[word][label];
        }
        return sum;
    }

    /** The unnormalised probability of a pair: divide by {@link #pairSum}. */
    double pair(int word, int before, int label, double[] transitions) {
        return forward[word - 1][before]
                * transitions[before * width + label]
                * local[word][label]
                * backward[word][label];
    }

    /** Returns the likeliest legal path. */
    int[] best(double[] transitions) {
        int[][] from = new int[length][];
        for (int i = 0; i < length; i++) {
            from[i] = new int[width];
            double most = 0;
            for (int a = 0; a < actives[i]; a++) {
                int label = active[i][a];
                double best = i == 0 ? 1 : -1;
                for (int b = 0; i > 0 && b < actives[i - 1]; b++) {
                    int before = active[i - 1][b];
                    double value = forward[i - 1][before] * transitions[before * width + label];
                    if (value > best) {
                        best = value;
                        from[i][label] = before;
                    }
                }
                forward[i][label] = Math.max(best, 0) * local[i][label];
                most = Math.max(most, forward[i][label]);
            }
            scale(forward[i], i, most);
        }
        int[] path = new int[length];
        int last = Labels.OUTSIDE;
        for (int a = 0; a < actives[length - 1]; a++) {
            int label = active[length - 1][a];
            if (labels.canEnd(label) && forward[length - 1][label] > forward[length - 1][last]) {
                last = label;
            }
        }
        for (int i = length - 1; i >= 0; i--) {
            path[i] = last;
            last = from[i][last];
        }
        return path;
    }

    private double into(int word, int label, double[] transitions) {
        double sum = 0;
        for (int b = 0; b < actives[word - 1]; b++) {
            int before = active[word - 1][b];
            sum += forward[word - 1][before] * transitions[before * width + label];
        }
        return sum;
    }

    private double outOf(int word, int label, double[] transitions) {
        double sum = 0;
        for (int b = 0; b < actives[word + 1]; b++) {
            int after = active[word + 1][b];
            sum +=
                    transitions[label * width + after]
                            * local[word + 1][after]
                            * backward[word + 1][after];
        }
        return sum;
    }

    private void scale(double[] values, int word, double by) {
        for (int a = 0; a < actives[word]; a++) {
            values[active[word][a]] /= by;
        }
    }
}
