package dev.repartee.gateway.limit;

import java.time.Duration;

/**
 * A token bucket's size and speed.
 *
 * @param perSecond tokens that come back each second
 * @param burst tokens that a full bucket holds
 */
public record Rate(int perSecond, int burst) {

    public Rate {
        if (perSecond < 1 || burst < 1) {
            throw new IllegalArgumentException(
                    "a rate needs perSecond >= 1 and burst >= 1, not "
                            + perSecond
                            + " and "
                            + burst);
        }
    }

    /** How long an empty bucket takes to be full, rounded up to a second. */
    Duration window() {
        return Duration.ofSeconds(Math.ceilDiv(burst, perSecond));
    }
}
