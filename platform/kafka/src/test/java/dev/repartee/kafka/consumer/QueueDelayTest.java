package dev.repartee.kafka.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class QueueDelayTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final QueueDelay delay = new QueueDelay(() -> NOW);

    @Test
    void isTheMeanOfWhatBeganSinceItWasAsked() {
        assertThat(delay.lately()).isZero();
        delay.begun(NOW.minusMillis(100));
        delay.begun(NOW.minusMillis(300));

        assertThat(delay.lately()).isEqualTo(Duration.ofMillis(200));

        delay.begun(NOW.minusMillis(10));
        assertThat(delay.lately()).isEqualTo(Duration.ofMillis(10));
        assertThat(delay.seconds()).isEqualTo(0.01);
    }

    @Test
    void standsWhileNothingBegins() {
        delay.begun(NOW.minusMillis(500));
        delay.lately();

        assertThat(delay.lately()).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void isNothingWhenTheLogsClockIsAhead() {
        delay.begun(NOW.plusSeconds(3));

        assertThat(delay.lately()).isZero();
    }
}
