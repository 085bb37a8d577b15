package dev.repartee.language.slot;

import dev.repartee.language.dataset.TrainingProgress;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Fits {@link Weights}: stochastic gradient ascent on the conditional likelihood with AdaGrad's
 * step sizes (Duchi et al. 2011), an L2 penalty, features left out at random so that none is relied
 * on alone, and the mean of the later epochs' weights. The same examples always give the same
 * weights.
 */
final class WeightTrainer {

    private static final long SEED = 20_260_101L;

    private final Tuning tuning;
    private final Labels labels;
    private final Lattice lattice;
    private Random random = new Random(SEED);

    private int[] rowStarts = {};
    private short[] rowLabels = {};
    private float[] weights = {};
    private float[] squares = {};
    private final float[] transitions;
    private final float[] transitionSquares;
    private double[] exponentials = {};
    private final double[] marginals;

    WeightTrainer(Tuning tuning, Labels labels) {
        this.tuning = tuning;
        this.labels = labels;
        this.lattice = new Lattice(labels);
        this.transitions = new float[labels.size() * labels.size()];
        this.transitionSquares = new float[transitions.length];
        this.marginals = new double[labels.size()];
    }

    /**
     * A sentence to learn from.
     *
     * @param rows the features of each word, as their numbers
     * @param prior what each label of any of its words starts from, in nats
     * @param gold the label of each word
     */
    record Sentence(int[][] rows, float[] prior, int[] gold) {}

    Weights train(LongIndex features, List<Sentence> sentences, TrainingProgress progress) {
        layRows(features.size(), sentences);
        float[] sums = new float[weights.length];
        float[] transitionSums = new float[transitions.length];
        for (int course = 0; course < tuning.courses(); course++) {
            begin(features, course);
            int[] order = new int[sentences.size()];
            Arrays.setAll(order, i -> i);
            for (int epoch = 0; epoch < tuning.epochs(); epoch++) {
                int done = course * tuning.epochs() + epoch;
                progress.reached("learning", done / (double) (tuning.courses() * tuning.epochs()));
                shuffle(order);
                for (int index : order) {
                    learn(sentences.get(index));
                }
                if (epoch >= tuning.epochs() / 2) {
                    add(weights, sums);
                    add(transitions, transitionSums);
                }
            }
        }
        int averaged = tuning.courses() * (tuning.epochs() - tuning.epochs() / 2);
        divide(sums, averaged);
        divide(transitionSums, averaged);
        return new Weights(features, rowStarts, rowLabels, sums, transitionSums);
    }

    private void begin(LongIndex features, int course) {
        random = new Random(SEED + course);
        Arrays.fill(weights, 0);
        Arrays.fill(squares, 0);
        Arrays.fill(transitions, 0);
        Arrays.fill(transitionSquares, 0);
        exponentials =
                new Weights(features, rowStarts, rowLabels, weights, transitions)
                        .legalTransitions(labels);
    }

    /** A frequent feature speaks of all labels, a rare one of those that it was seen with. */
    private void layRows(int features, List<Sentence> sentences) {
        int[] counts = new int[features];
        var seen = new LongIndex(features * 2);
        int[] widths = new int[features];
        for (Sentence sentence : sentences) {
            for (int i = 0; i < sentence.gold.length; i++) {
                for (int row : sentence.rows[i]) {
                    counts[row]++;
                    int before = seen.size();
                    if (seen.findOrAdd((long) row << 16 | sentence.gold[i]) == before) {
                        widths[row]++;
                    }
                }
            }
        }
        rowStarts = new int[features + 1];
        for (int row = 0; row < features; row++) {
            boolean dense = counts[row] >= tuning.denseFrom();
            rowStarts[row + 1] = rowStarts[row] + (dense ? labels.size() : widths[row]);
        }
        rowLabels = new short[rowStarts[features]];
        int[] filled = new int[features];
        for (int row = 0; row < features; row++) {
            if (counts[row] >= tuning.denseFrom()) {
                for (int label = 0; label < labels.size(); label++) {
                    rowLabels[rowStarts[row] + label] = (short) label;
                }
            }
        }
        for (long pair : seen.keys()) {
            int row = (int) (pair >>> 16);
            if (counts[row] < tuning.denseFrom()) {
                rowLabels[rowStarts[row] + filled[row]++] = (short) pair;
            }
        }
        weights = new float[rowLabels.length];
        squares = new float[rowLabels.length];
    }

    private void learn(Sentence sentence) {
        int words = sentence.gold.length;
        float[][] scores = lattice.begin(words, sentence.prior);
        int[][] rows = thinned(sentence.rows);
        for (int i = 0; i < words; i++) {
            for (int row : rows[i]) {
                for (int entry = rowStarts[row]; entry < rowStarts[row + 1]; entry++) {
                    scores[i][rowLabels[entry]] += weights[entry];
                }
            }
        }
        lattice.prune(sentence.gold);
        lattice.forwardBackward(exponentials);
        for (int i = 0; i < words; i++) {
            lattice.marginals(i, marginals);
            marginals[sentence.gold[i]] -= 1;
            for (int row : rows[i]) {
                step(row);
            }
            for (int a = 0; a < lattice.actives(i); a++) {
                marginals[lattice.active(i, a)] = 0;
            }
        }
        for (int i = 1; i < words; i++) {
            stepTransitions(i, sentence.gold[i - 1], sentence.gold[i]);
        }
    }

    private int[][] thinned(int[][] rows) {
        int[][] kept = new int[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            int[] some = new int[rows[i].length];
            int count = 0;
            for (int row : rows[i]) {
                if (random.nextFloat() >= tuning.dropout()) {
                    some[count++] = row;
                }
            }
            kept[i] = Arrays.copyOf(some, count);
        }
        return kept;
    }

    private void step(int row) {
        for (int entry = rowStarts[row]; entry < rowStarts[row + 1]; entry++) {
            double error = marginals[rowLabels[entry]];
            if (error > 1e-5 || error < -1e-5) {
                float gradient = (float) (error + tuning.penalty() * weights[entry]);
                squares[entry] += gradient * gradient;
                weights[entry] -=
                        (float) (tuning.rate() * gradient / (Math.sqrt(squares[entry]) + 1e-3));
            }
        }
    }

    private void stepTransitions(int word, int goldBefore, int gold) {
        double sum = lattice.pairSum(word, exponentials);
        int width = labels.size();
        double[] errors = new double[lattice.actives(word - 1) * lattice.actives(word)];
        int at = 0;
        for (int b = 0; b < lattice.actives(word - 1); b++) {
            for (int a = 0; a < lattice.actives(word); a++) {
                errors[at++] =
                        lattice.pair(
                                        word,
                                        lattice.active(word - 1, b),
                                        lattice.active(word, a),
                                        exponentials)
                                / sum;
            }
        }
        at = 0;
        for (int b = 0; b < lattice.actives(word - 1); b++) {
            for (int a = 0; a < lattice.actives(word); a++) {
                int before = lattice.active(word - 1, b);
                int label = lattice.active(word, a);
                double error = errors[at++] - (before == goldBefore && label == gold ? 1 : 0);
                int pair = before * width + label;
                if ((error > 1e-5 || error < -1e-5) && exponentials[pair] > 0) {
                    float gradient = (float) (error + tuning.penalty() * transitions[pair]);
                    transitionSquares[pair] += gradient * gradient;
                    transitions[pair] -=
                            (float)
                                    (tuning.rate()
                                            * gradient
                                            / (Math.sqrt(transitionSquares[pair]) + 1e-3));
                    exponentials[pair] = Math.exp(transitions[pair]);
                }
            }
        }
    }

    private void shuffle(int[] order) {
        for (int i = order.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[other];
            order[other] = swapped;
        }
    }

    private static void add(float[] values, float[] sums) {
        for (int i = 0; i < values.length; i++) {
            sums[i] += values[i];
        }
    }

    private static void divide(float[] sums, int by) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] /= by;
        }
    }
}
