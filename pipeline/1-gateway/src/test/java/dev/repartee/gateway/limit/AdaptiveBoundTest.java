package dev.repartee.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AdaptiveBoundTest {

    private static final int MOST = 10_000;

    private final AdaptiveBound bound = new AdaptiveBound(MOST, Duration.ofMillis(300));
    private Instant now = Instant.EPOCH;

    @Test
    void isAsSetWhileNothingWaits() {
        look(9_000, 0, 50);

        assertThat(look(9_000, 150, 1)).isEqualTo(MOST);
    }

    @Test
    void comesToWhatIsDoneInTheTimeWanted() {
        // 5,000 a second are done: what is in flight waits for as long as it takes to work it off
        int let = MOST;
        for (int i = 0; i < 500; i++) {
            let = look(let, let / 5, 1);
        }

        assertThat(let).isBetween(1_450, 1_600);
    }

    @Test
    void lettingAStageRestartTurnsNobodyAway() {
        int let = look(600, 6_000, 40);

        assertThat(let).as("after eight seconds of long waits").isGreaterThan(1_000);
    }

    @Test
    void neverShutsTheDoor() {
        assertThat(look(500, 600_000, 300)).isEqualTo(MOST / 10);
        assertThat(new AdaptiveBound(1, Duration.ofMillis(300)).now(view(1, 600_000))).isOne();
    }

    @Test
    void opensAgainWithinSeconds() {
        look(500, 600_000, 300);

        assertThat(look(100, 20, 25)).as("25 views are five seconds").isEqualTo(MOST);
    }

    @Test
    void staysWhereItIsWhileTheWaitIsAboutAsWanted() {
        int let = look(2_000, 400, 200);

        assertThat(look(500, 200, 50)).isEqualTo(let);
    }

    @Test
    void movesOnceForEachView() {
        Backlog.View seen = view(100, 3_000);
        int let = bound.now(seen);

        assertThat(bound.now(seen)).isEqualTo(let);
    }

    /** The bound after so many views alike. */
    private int look(long unfinished, long waitedMillis, int times) {
        int let = 0;
        for (int i = 0; i < times; i++) {
            let = bound.now(view(unfinished, waitedMillis));
        }
        return let;
    }

    private Backlog.View view(long unfinished, long waitedMillis) {
        now = now.plusMillis(200);
        return new Backlog.View(unfinished, 0, Duration.ofMillis(waitedMillis), now);
    }
}
