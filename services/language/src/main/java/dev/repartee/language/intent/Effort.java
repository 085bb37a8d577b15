package dev.repartee.language.intent;

import dev.repartee.language.intent.network.NetworkShape;

/**
 * How much training is spent on some examples. The fewer there are, the more networks are averaged
 * and the oftener each example is seen: a few hundred examples train in a second all the same, and
 * gain the most. The figures were found by cross-validation; docs/language.md has them.
 *
 * @param members how many networks vote
 * @param names how often the name of each intent counts as an example
 * @param calibrationMembers how many networks vote while calibrating
 * @param folds into how many parts the examples are dealt to calibrate
 * @param rounds how many of these parts are held out, one after the other
 */
record Effort(
        int members, NetworkShape shape, int names, int calibrationMembers, int folds, int rounds) {

    private static final int FEW = 1_500;
    private static final int MANY = 20_000;
    private static final int HIDDEN = 64;
    private static final double RATE = 0.04;
    private static final double DROPOUT = 0.4;
    private static final double SMOOTHING = 0.1;

    static Effort of(int examples, long seed) {
        if (examples <= FEW) {
            return new Effort(6, shape(30, 0.5, seed), 4, 2, 5, 5);
        }
        if (examples <= MANY) {
            return new Effort(5, shape(10, 0, seed), 2, 2, 6, 1);
        }
        return new Effort(2, shape(4, 0, seed), 1, 1, 10, 1);
    }

    private static NetworkShape shape(int epochs, double disturbance, long seed) {
        return new NetworkShape(HIDDEN, epochs, RATE, DROPOUT, SMOOTHING, disturbance, seed);
    }

    /** How many networks are trained in all, in networks over all examples. */
    double work() {
        return members + rounds * calibrationMembers * (1 - 1.0 / folds);
    }
}
