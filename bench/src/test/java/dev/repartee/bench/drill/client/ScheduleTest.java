package dev.repartee.bench.drill.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static final double SECOND = 1e9;

    @Test
    void growsToTheRateAndStays() {
        Schedule schedule = new Schedule(100, Duration.ofSeconds(10));
        assertThat(schedule.at(0)).isZero();
        assertThat(schedule.at(500) / SECOND).isCloseTo(10, within(0.01));
        assertThat((schedule.at(700) - schedule.at(600)) / SECOND).isCloseTo(1, within(1e-6));
        assertThat(LongStream.range(0, 1_000).map(schedule::at)).isSorted();
    }

    @Test
    void canBeSteadyFromTheBeginning() {
        Schedule schedule = new Schedule(10, Duration.ZERO);
        assertThat(schedule.at(25) / SECOND).isCloseTo(2.5, within(1e-6));
    }
}
