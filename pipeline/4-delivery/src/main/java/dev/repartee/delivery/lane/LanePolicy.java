package dev.repartee.delivery.lane;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How patient delivery is with one user, and how much of it is held in memory.
 *
 * @param storeAfter how long a reply waits for an acknowledgement before it is stored
 * @param firstRetry how long after a push the next one follows; doubles each time
 * @param longestRetry at most this long
 * @param window replies that may be pushed to a device without an acknowledgement
 * @param page pending replies that are read at once
 * @param devices devices of a user that are remembered
 * @param recents results of a user that are recognised when they come twice
 */
public record LanePolicy(
        Duration storeAfter,
        Duration firstRetry,
        Duration longestRetry,
        int window,
        int page,
        int devices,
        int recents) {

    /**
     * How long a live push waits for a store that neither answers nor fails to say what is pending.
     * Without its answer an older reply may be shown later than a newer one.
     */
    static final Duration STORE_PATIENCE = Duration.ofSeconds(5);

    /** Until presence is looked up again when nobody could tell. */
    static final Duration PRESENCE_PAUSE = Duration.ofSeconds(1);

    /** How long a presence look-up is good for. */
    static final Duration PRESENCE_AGE = Duration.ofSeconds(10);

    /**
     * How long a device's progress, and that it was there, may stay in memory while nothing is
     * pending. A device that the store does not know is saved at once: replies wait for it.
     */
    static final Duration SAVE_AFTER = Duration.ofSeconds(30);

    /** How long a doubtful result waits for history to say which result of its message is first. */
    static final Duration DOUBT = Duration.ofSeconds(5);

    /** How often history is asked meanwhile. */
    static final Duration DOUBT_PAUSE = Duration.ofMillis(500);

    /** How long a duplicate waits for the result of the first. */
    static final Duration RESEND_WAIT = Duration.ofMinutes(10);

    /** How soon a reply is stored when memory is short. */
    static final Duration HURRY = Duration.ofMillis(500);

    /** Pushes to an HTTP waiter, which acknowledges only when there is one. */
    static final int WAITER_PUSHES = 3;

    public LanePolicy {
        if (storeAfter.isNegative() || firstRetry.toMillis() < 1) {
            throw new IllegalArgumentException("durations must be positive");
        }
        if (longestRetry.compareTo(firstRetry) < 0) {
            throw new IllegalArgumentException("longestRetry must not be below firstRetry");
        }
        if (window < 1 || page < 2 || devices < 1 || recents < 1) {
            throw new IllegalArgumentException("window, page, devices, recents must be positive");
        }
    }

    /** Pause before try number {@code tries + 1}: between half and all of the doubled pause. */
    Duration pause(int tries, RandomGenerator random) {
        long full = Math.min(firstRetry.toNanos() << Math.min(tries, 16), longestRetry.toNanos());
        return Duration.ofNanos(full / 2 + random.nextLong(full / 2 + 1));
    }
}
