package dev.repartee.delivery.lane;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** One question to the store at a time, and pauses between those that failed. */
final class StoreTurn {

    private final LanePolicy policy;
    private final RandomGenerator random;
    private boolean busy;
    private int failures;
    private Instant retryAt = Instant.MIN;

    StoreTurn(LanePolicy policy, RandomGenerator random) {
        this.policy = policy;
        this.random = random;
    }

    boolean free(Instant now) {
        return !busy && !retryAt.isAfter(now);
    }

    boolean busy() {
        return busy;
    }

    boolean failing() {
        return failures > 0;
    }

    /** When a question may be asked that is due at the given time. */
    Instant earliest(Instant due) {
        if (busy) {
            return Instant.MAX;
        }
        return due.isBefore(retryAt) ? retryAt : due;
    }

    void begin() {
        busy = true;
    }

    void done() {
        busy = false;
        failures = 0;
        retryAt = Instant.MIN;
    }

    void failed(Instant now) {
        busy = false;
        Duration pause = policy.pause(failures, random);
        failures++;
        retryAt = now.plus(pause);
    }
}
