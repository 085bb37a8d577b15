package dev.repartee.language.intent.network;

/**
 * How large a network is and how it is trained.
 *
 * @param hidden how many hidden units
 * @param epochs how often training sees each example
 * @param rate the step size at the start; it falls to zero linearly
 * @param inputDropout the share of an example's features that training hides each time
 * @param hiddenDropout the share of hidden units that training hides each time
 * @param seed decides all that is random; the same seed and examples make the same network
 */
public record NetworkShape(
        int hidden, int epochs, double rate, double inputDropout, double hiddenDropout, long seed) {

    public NetworkShape {
        if (hidden < 1 || epochs < 1 || rate <= 0) {
            throw new IllegalArgumentException("a network needs units, epochs and a rate");
        }
        if (inputDropout < 0 || inputDropout >= 1 || hiddenDropout < 0 || hiddenDropout >= 1) {
            throw new IllegalArgumentException("dropout is at least 0 and less than 1");
        }
    }

    /** The same with another seed. */
    public NetworkShape withSeed(long other) {
        return new NetworkShape(hidden, epochs, rate, inputDropout, hiddenDropout, other);
    }

    /** The same with another number of epochs. */
    public NetworkShape withEpochs(int other) {
        return new NetworkShape(hidden, other, rate, inputDropout, hiddenDropout, seed);
    }
}
