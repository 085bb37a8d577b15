package dev.repartee.feedback.outcome;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a test stands. Intervals are for one look at an end that was fixed before: who looks every
 * day and stops at the first difference will find differences that are not there.
 *
 * @param experiment its id
 * @param from the messages of this time on were counted
 * @param to and those before this one
 * @param arms each arm with its users
 * @param sampleRatioMismatch whether the users are distributed so unlike the shares that something
 *     is wrong with the assignment or the counting, and no figure should be trusted
 * @param metrics by their words
 */
public record ExperimentReport(
        String experiment,
        @Nullable Instant from,
        @Nullable Instant to,
        List<ArmUsers> arms,
        boolean sampleRatioMismatch,
        Map<String, List<ArmValue>> metrics) {

    /** How many users of an arm wrote. */
    public record ArmUsers(String arm, int share, long users) {}

    /**
     * A metric of an arm.
     *
     * @param arm its name
     * @param users with at least one observation
     * @param observations thumbs, replies or conversations
     * @param value null without any observation
     * @param interval of the value; null when there is too little data for one
     * @param difference from the first arm; null for the first arm itself, and when there is too
     *     little data
     * @param verdict {@code baseline}, {@code too_little_data}, {@code no_difference_seen}, {@code
     *     better} or {@code worse}
     * @param smallestVisible the smallest difference that data of this size would show four times
     *     out of five; null when there is too little data
     */
    public record ArmValue(
            String arm,
            int users,
            long observations,
            @Nullable Double value,
            @Nullable Interval interval,
            @Nullable Interval difference,
            String verdict,
            @Nullable Double smallestVisible) {}
}
