package dev.repartee.delivery;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.delivery.lane.LanePolicy;
import java.time.Duration;

/**
 * How delivery behaves.
 *
 * @param acknowledgeWithin how long a reply waits in memory for its acknowledgement before it is
 *     stored as pending
 * @param firstRetry how long after a push that was not acknowledged the next one follows; doubles
 *     each time
 * @param longestRetry at most this long
 * @param pendingPerUser replies that may wait for one user; the oldest give way
 * @param pendingAge how long a reply waits, and how long a device is waited for
 * @param sweepEvery how often users who are there are compared with what waits
 * @param unfinishedBound replies that may wait for an acknowledgement at once
 */
public record DeliveryConfig(
        Duration acknowledgeWithin,
        Duration firstRetry,
        Duration longestRetry,
        int pendingPerUser,
        Duration pendingAge,
        Duration sweepEvery,
        int unfinishedBound) {

    private static final int WINDOW = 32;
    private static final int PAGE = 100;
    private static final int DEVICES = 8;
    private static final int RECENTS = 32;

    public DeliveryConfig {
        positive("acknowledgeWithin", acknowledgeWithin);
        positive("firstRetry", firstRetry);
        positive("pendingAge", pendingAge);
        positive("sweepEvery", sweepEvery);
        if (longestRetry.compareTo(firstRetry) < 0) {
            throw invalid("longestRetry must not be below firstRetry");
        }
        if (pendingPerUser < 1) {
            throw invalid("pendingPerUser must be at least 1");
        }
        if (unfinishedBound < 2) {
            throw invalid("unfinishedBound must be at least 2");
        }
    }

    /**
     * 5 s, retries from 1 s to 30 s, 1,000 replies for 7 days, a sweep each 15 s, 20,000 at once.
     */
    public static DeliveryConfig defaults() {
        return new DeliveryConfig(
                Duration.ofSeconds(5),
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                1_000,
                Duration.ofDays(7),
                Duration.ofSeconds(15),
                20_000);
    }

    LanePolicy lanePolicy() {
        return new LanePolicy(
                acknowledgeWithin, firstRetry, longestRetry, WINDOW, PAGE, DEVICES, RECENTS);
    }

    private static void positive(String name, Duration duration) {
        if (duration.toMillis() < 1) {
            throw invalid(name + " must be positive");
        }
    }

    private static ReparteeException invalid(String detail) {
        return new ReparteeException(ErrorCode.INVALID_CONFIGURATION, "delivery: " + detail);
    }
}
