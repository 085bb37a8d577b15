package dev.repartee.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repartee.runtime.StartupException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @ParameterizedTest
    @CsvSource({"90s, PT90S", "15m, PT15M", "2h, PT2H", "3d, PT72H"})
    void readsAges(String text, Duration age) {
        assertThat(Moment.parse(text, NOW)).isEqualTo(NOW.minus(age));
    }

    @Test
    void readsTimesAndNothing() {
        assertThat(Moment.parse("2026-02-28T09:00:00Z", NOW))
                .isEqualTo(Instant.parse("2026-02-28T09:00:00Z"));
        assertThat(Moment.parse(null, NOW)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2 h", "2026-02-28", "-"})
    void refusesWhatIsNoTime(String text) {
        assertThatThrownBy(() -> Moment.parse(text, NOW)).isInstanceOf(StartupException.class);
    }
}
