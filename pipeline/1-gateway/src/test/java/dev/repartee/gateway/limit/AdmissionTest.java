package dev.repartee.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    private final Admission admission =
            new Admission(new Nothing(), 10, Duration.ofMillis(300), new SimpleMeterRegistry());

    @Test
    void isFullExactlyWhenTheNextOneWouldBeRefused() {
        for (int i = 0; i < 9; i++) {
            assertThat(admission.full()).isFalse();
            assertThat(admission.enter()).isTrue();
        }

        assertThat(admission.full()).isTrue();
        assertThat(admission.enter()).isFalse();

        admission.sent(false);
        assertThat(admission.full()).isFalse();
    }

    @Test
    void askingTakesNoPlace() {
        for (int i = 0; i < 100; i++) {
            admission.full();
        }

        assertThat(admission.inFlight()).isZero();
    }

    /** Nothing is in the log but what this gateway puts there. */
    private static final class Nothing implements Backlog {

        @Override
        public View view() {
            return View.NOTHING;
        }

        @Override
        public void count(LongSupplier accepted) {}
    }
}
