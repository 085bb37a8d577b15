package dev.repartee.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** When lanes wake for what has its time. */
class LaneWakeTest {

    private static final Instant NOW = Instant.ofEpochMilli(1_760_000_000_123L);

    @Test
    void wakesForWhatIsNearAsSoonAsItIsDueAndNeverBefore() {
        assertThat(LaneActor.pause(NOW, NOW)).isEqualTo(1);
        assertThat(LaneActor.pause(NOW, NOW.minusSeconds(5))).isEqualTo(1);
        assertThat(LaneActor.pause(NOW, NOW.plusMillis(150))).isEqualTo(151);
    }

    @Test
    void wakesTogetherForWhatMayBePushedAgainAndAtMostATwentiethOfASecondLate() {
        LongStream.range(200, 1_900)
                .forEach(
                        millis -> {
                            long pause = LaneActor.pause(NOW, NOW.plusMillis(millis));
                            assertThat(pause).isBetween(millis + 1, millis + 50);
                            assertThat(NOW.plusMillis(pause).toEpochMilli() % 50).isZero();
                        });
    }

    @Test
    void wakesTogetherForWhatIsFarAndAtMostAQuarterOfASecondLate() {
        LongStream.range(2_000, 4_000)
                .forEach(
                        millis -> {
                            long pause = LaneActor.pause(NOW, NOW.plusMillis(millis));
                            assertThat(pause).isBetween(millis + 1, millis + 250);
                            assertThat(NOW.plusMillis(pause).toEpochMilli() % 250).isZero();
                        });
    }

    @Test
    void lanesThatBeganApartWakeAtTheSameMoment() {
        Instant later = NOW.plusMillis(40);
        Duration after = Duration.ofSeconds(30);
        assertThat(NOW.plusMillis(LaneActor.pause(NOW, NOW.plus(after))))
                .isEqualTo(later.plusMillis(LaneActor.pause(later, later.plus(after))));
    }
}
