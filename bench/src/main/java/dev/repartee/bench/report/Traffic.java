package dev.repartee.bench.report;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What became of the messages of the measured window. {@code offered} is what the schedule asked
 * for, so messages that a stalled generator could not send in time are in it.
 *
 * @param seconds how long the window was
 * @param refused answered with 429: the system said no, and stored nothing
 * @param failed answered with anything else but an acceptance, or not at all
 * @param finished accepted in the window and at their end, also when the end came after it
 */
public record Traffic(
        double seconds, long offered, long accepted, long refused, long failed, long finished) {

    @JsonProperty("offeredPerSecond")
    public double offeredPerSecond() {
        return perSecond(offered);
    }

    @JsonProperty("acceptedPerSecond")
    public double acceptedPerSecond() {
        return perSecond(accepted);
    }

    @JsonProperty("refusedPerSecond")
    public double refusedPerSecond() {
        return perSecond(refused);
    }

    @JsonProperty("failedPerSecond")
    public double failedPerSecond() {
        return perSecond(failed);
    }

    @JsonProperty("finishedPerSecond")
    public double finishedPerSecond() {
        return perSecond(finished);
    }

    /** The share of the offered messages that was refused, 0 to 1. */
    @JsonProperty("refusedShare")
    public double refusedShare() {
        return offered == 0 ? 0 : (double) refused / offered;
    }

    private double perSecond(long messages) {
        return seconds <= 0 ? 0 : messages / seconds;
    }
}
