package dev.repartee.bench.stub;

/**
 * How often a call fails, each a share between 0 and 1 of all calls; together at most 1.
 *
 * @param errorRate answered with 500 at once
 * @param limitRate refused with 429 and {@code Retry-After: 1} at once
 * @param hangRate taken and never answered
 * @param trickleRate begun, and then continued by one word a second without end
 */
public record StubFaults(double errorRate, double limitRate, double hangRate, double trickleRate) {

    /** Every call succeeds. */
    public static final StubFaults NONE = new StubFaults(0, 0, 0, 0);

    /** Every call fails with 500. */
    public static final StubFaults ERRORS = new StubFaults(1, 0, 0, 0);

    /** Every call is refused with 429. */
    public static final StubFaults REFUSALS = new StubFaults(0, 1, 0, 0);

    /** No call is ever answered. */
    public static final StubFaults HANGS = new StubFaults(0, 0, 1, 0);

    /** No answer ever ends. */
    public static final StubFaults TRICKLES = new StubFaults(0, 0, 0, 1);

    public StubFaults {
        for (double rate : new double[] {errorRate, limitRate, hangRate, trickleRate}) {
            if (!(rate >= 0 && rate <= 1)) {
                throw new IllegalArgumentException("a rate lies between 0 and 1, not " + rate);
            }
        }
        if (errorRate + limitRate + hangRate + trickleRate > 1 + 1e-9) {
            throw new IllegalArgumentException("the rates of faults add up to more than 1");
        }
    }

    /** What becomes of one call. */
    enum Fate {
        ANSWER,
        ERROR,
        REFUSE,
        HANG,
        TRICKLE
    }

    /**
     * @param draw evenly distributed between 0 and 1
     */
    Fate fate(double draw) {
        double left = draw - errorRate;
        if (left < 0) {
            return Fate.ERROR;
        }
        left -= limitRate;
        if (left < 0) {
            return Fate.REFUSE;
        }
        left -= hangRate;
        if (left < 0) {
            return Fate.HANG;
        }
        return left - trickleRate < 0 ? Fate.TRICKLE : Fate.ANSWER;
    }
}
