package dev.repartee.language.slot;

/**
 * How a {@link SlotTagger} learns. The values were chosen by cross-validation on training data; see
 * {@code docs/entities.md}.
 *
 * @param epochs how often each example is seen
 * @param rate AdaGrad's step size
 * @param penalty the weight of the L2 penalty, for each time a weight is touched
 * @param dropout the share of features that is left out each time an example is seen
 * @param denseFrom how often a feature must be seen to speak of all labels
 * @param courses how many times it learns from the beginning, in other orders; the mean of the
 *     weights counts
 */
record Tuning(int epochs, double rate, double penalty, double dropout, int denseFrom, int courses) {

    static final Tuning STANDARD = new Tuning(20, 0.15, 0, 0.25, 30, 2);
}
