package dev.repartee.bench.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class StubPaceTest {

    private static final int DRAWS = 100_000;

    @Test
    void keepsTheMeanAndTheDeviationThatWereAskedFor() {
        double[] draws = draws(new StubPace(200, 20, 0, 0));

        double mean = Arrays.stream(draws).average().orElseThrow();
        double variance =
                Arrays.stream(draws).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
        assertThat(mean).isCloseTo(200, within(0.5));
        assertThat(Math.sqrt(variance)).isCloseTo(20, within(0.5));
    }

    @Test
    void leansToTheSlowSide() {
        double[] draws = draws(new StubPace(200, 80, 0, 0));

        Arrays.sort(draws);
        assertThat(draws[DRAWS - DRAWS / 100] - draws[DRAWS / 2])
                .isGreaterThan(draws[DRAWS / 2] - draws[DRAWS / 100]);
    }

    @Test
    void drawsAsManySlowOnesAsAskedFor() {
        double[] draws = draws(StubPace.around(200).withSlow(0.1, 10_000));

        long slow = Arrays.stream(draws).filter(x -> x > 3_000).count();
        assertThat((double) slow / DRAWS).isCloseTo(0.1, within(0.01));
    }

    @Test
    void isConstantWithoutJitter() {
        assertThat(draws(new StubPace(200, 0, 0, 0))).containsOnly(200);
        assertThat(draws(new StubPace(0, 10, 0, 0))).containsOnly(0);
    }

    @Test
    void refusesWhatIsNoPace() {
        assertThatThrownBy(() -> new StubPace(-1, 0, 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new StubPace(1, 0, 1.5, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new StubPace(1, Double.NaN, 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void faultsAddUpToAllCallsAtMost() {
        assertThatThrownBy(() -> new StubFaults(0.6, 0.6, 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
        StubFaults faults = new StubFaults(0.1, 0.2, 0.3, 0.4);
        assertThat(faults.fate(0.05)).isEqualTo(StubFaults.Fate.ERROR);
        assertThat(faults.fate(0.15)).isEqualTo(StubFaults.Fate.REFUSE);
        assertThat(faults.fate(0.35)).isEqualTo(StubFaults.Fate.HANG);
        assertThat(faults.fate(0.95)).isEqualTo(StubFaults.Fate.TRICKLE);
        assertThat(StubFaults.NONE.fate(0)).isEqualTo(StubFaults.Fate.ANSWER);
    }

    private static double[] draws(StubPace pace) {
        SplittableRandom random = new SplittableRandom(1);
        return DoubleStream.generate(() -> pace.draw(random)).limit(DRAWS).toArray();
    }
}
