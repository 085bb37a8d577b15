package dev.repartee.delivery.lane;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UserLaneHistoriesTest {

    private static final int HISTORIES = 6_000;

    @Test
    void neverLosesOrReordersWhenOnlyPeopleComeAndGo() {
        int drained = 0;
        int resent = 0;
        for (long seed = 0; seed < HISTORIES / 2; seed++) {
            LaneWorld world = run(seed, false);
            drained += world.drained();
            resent += world.resent();
        }
        assertThat(resent).as("replies that were asked for again").isGreaterThan(HISTORIES / 10);
        assertThat(drained).as("histories that drain").isGreaterThan(HISTORIES);
    }

    @Test
    void neverLosesWhenMessagesGetLostAndEnginesAndProcessesStop() {
        int stored = 0;
        for (long seed = 0; seed < HISTORIES / 2; seed++) {
            stored += run(seed, true).stored();
        }
        assertThat(stored).as("histories that store").isGreaterThan(HISTORIES);
    }

    private static LaneWorld run(long seed, boolean faults) {
        LaneWorld world = new LaneWorld(seed, faults);
        try {
            world.run(120);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + (faults ? " with faults" : ""), e);
        }
        return world;
    }
}
