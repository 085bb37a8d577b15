package dev.repartee.language.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PercentilesTest {

    @Test
    void tellTheShareOfValuesThatAreAtMostAsGreat() {
        Percentiles hundred = of(IntStream.rangeClosed(0, 1000).toArray());

        assertThat(hundred.share(-1)).isZero();
        assertThat(hundred.share(250)).isCloseTo(0.25, within(0.001));
        assertThat(hundred.share(253)).isCloseTo(0.253, within(0.001));
        assertThat(hundred.share(1000)).isEqualTo(1);
        assertThat(hundred.share(2000)).isEqualTo(1);
    }

    @Test
    void countValuesThatAreEqualAsAtMostAsGreat() {
        Percentiles ones = of(1, 1, 1, 1);

        assertThat(ones.share(1)).isEqualTo(1);
        assertThat(ones.share(0.99)).isZero();
    }

    @Test
    void needNoValueAtAll() {
        assertThat(of().share(3)).isEqualTo(1);
        assertThat(of().share(-3)).isZero();
    }

    @Test
    void refuseWhatDoesNotRise() {
        double[] falling = new double[101];
        falling[7] = 1;
        double[] unknown = new double[101];
        unknown[0] = Double.NaN;
        double[] endless = new double[101];
        endless[100] = Double.POSITIVE_INFINITY;

        for (double[] wrong : new double[][] {falling, unknown, endless, {1, 2}}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new Percentiles(wrong));
        }
    }

    private static Percentiles of(int... values) {
        return Percentiles.of(IntStream.of(values).asDoubleStream().toArray());
    }
}
