package dev.repartee.language.intent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FamiliarityTest {

    private static final Familiarity FAMILIARITY =
            Familiarity.over(
                    IntStream.rangeClosed(0, 100)
                            .mapToObj(i -> reading(i / 50f, 0.5 + i / 200.0))
                            .toList());

    @Test
    void growsWithEachSign() {
        double familiar = FAMILIARITY.of(new Reading(new float[] {2, 0}, 1, 1, 1));

        assertThat(familiar).isZero();
        assertThat(
                        List.of(
                                new Reading(new float[] {0.2f, 0}, 1, 1, 1),
                                new Reading(new float[] {2, 0}, 0.6, 1, 1),
                                new Reading(new float[] {2, 0}, 1, 0.6, 1),
                                new Reading(new float[] {2, 0}, 1, 1, 0.6)))
                .allSatisfy(less -> assertThat(FAMILIARITY.of(less)).isLessThan(familiar));
    }

    @Test
    void isBoundedHoweverStrangeOneSignIs() {
        Reading unknown = new Reading(new float[] {2, 0}, 0, 1, 1);
        Reading far = new Reading(new float[] {2, 0}, 1, 1, 0);

        assertThat(FAMILIARITY.of(unknown)).isBetween(-0.6, -0.5);
        assertThat(FAMILIARITY.of(far)).isBetween(-6.0, -5.0);
    }

    private static Reading reading(float logit, double sign) {
        return new Reading(new float[] {logit, 0}, sign, sign, sign);
    }
}
