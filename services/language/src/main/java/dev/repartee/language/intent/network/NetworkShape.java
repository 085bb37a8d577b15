package dev.repartee.language.intent.network;

/**
 * How large a network is and how it is trained.
 *
 * @param hidden how many hidden units
 * @param epochs how often training sees each example
 * @param rate the step size at the start; it falls to zero linearly
 * @param dropout the share of an example's features, and of the hidden units, that training hides
 *     each time
 * @param smoothing the share of certainty that training spreads over all labels, so that it doesn't
 *     strive for ever higher scores (Szegedy et al., 2016)
 * @param disturbance how far training moves the hidden units of each example where it hurts most,
 *     so that what lies near an example is taken for the same (Miyato et al., 2017)
 * @param seed decides all that is random; the same seed and examples make the same network
 */
public record NetworkShape(
        int hidden,
        int epochs,
        double rate,
        double dropout,
        double smoothing,
        double disturbance,
        long seed) {

    public NetworkShape {
        if (hidden < 1 || epochs < 1 || rate <= 0) {
            throw new IllegalArgumentException("a network needs units, epochs and a rate");
        }
        if (dropout < 0 || dropout >= 1 || smoothing < 0 || smoothing >= 1 || disturbance < 0) {
            throw new IllegalArgumentException(
                    "dropout and smoothing are at least 0 and less than 1, disturbance at least 0");
        }
    }

    /** The same with another seed. */
    public NetworkShape withSeed(long other) {
        return new NetworkShape(hidden, epochs, rate, dropout, smoothing, disturbance, other);
    }
}
