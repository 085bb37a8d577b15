package dev.repartee.bench.report.print;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AxisTest {

    @ParameterizedTest
    @ValueSource(doubles = {0.003, 0.99, 1, 7, 10, 99.9, 100, 400.1, 10_000, 123_456_789})
    void amountsBeginAtZeroAndReachTheHighest(double highest) {
        Axis axis = Axis.amounts(highest);

        assertThat(axis.low()).isZero();
        assertThat(axis.high()).isBetween(highest, highest * 1.51);
        assertThat(axis.ticks()).startsWith(0.0).hasSizeBetween(3, 7);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void amountsOfNothingAreStillAnAxis(double highest) {
        assertThat(Axis.amounts(highest).high()).isEqualTo(1);
    }

    @Test
    void magnitudesHoldAllValuesBetweenPowersOfTen() {
        Axis axis = Axis.magnitudes(1.4, 1_420);

        assertThat(axis.ticks()).containsExactly(1.0, 10.0, 100.0, 1_000.0, 10_000.0);
        assertThat(axis.position(10)).isEqualTo(0.25);
        assertThat(axis.position(0)).isZero();
    }

    @Test
    void magnitudesOfOneValueAreStillARange() {
        assertThat(Axis.magnitudes(10, 10).ticks()).containsExactly(10.0, 100.0);
    }

    @Test
    void timeBeginsInTheWarmUp() {
        Axis axis = Axis.time(-10, 60);

        assertThat(axis.position(-10)).isZero();
        assertThat(axis.position(60)).isEqualTo(1);
        assertThat(axis.ticks()).contains(0.0);
    }
}
