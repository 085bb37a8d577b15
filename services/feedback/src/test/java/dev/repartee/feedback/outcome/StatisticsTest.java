package dev.repartee.feedback.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.repartee.feedback.outcome.UserSums.Ratio;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatisticsTest {

    /** From the tables in every textbook. */
    @ParameterizedTest
    @CsvSource({"5, 2.571", "10, 2.228", "30, 2.042", "100, 1.984", "100000, 1.960"})
    void knowsStudentsQuantiles(double degrees, double quantile) {
        assertThat(Statistics.student(degrees)).isCloseTo(quantile, within(0.01));
    }

    /** Newcombe (1998), table I, method 3. */
    @ParameterizedTest
    @CsvSource({
        "81, 263, 0.2553, 0.3662",
        "15, 148, 0.0624, 0.1605",
        "0, 20, 0.0000, 0.1611",
        "1, 29, 0.0061, 0.1718"
    })
    void givesWilsonsInterval(int hits, int observations, double low, double high) {
        Interval interval = Statistics.wilson(hits / (double) observations, observations);

        assertThat(interval.low()).isCloseTo(low, within(0.0001));
        assertThat(interval.high()).isCloseTo(high, within(0.0001));
    }

    @Test
    void aDifferenceThatIsNotThereIsSeenOnceInTwentyTimes() {
        Random random = new Random(7);
        int seen = 0;
        for (int round = 0; round < 2_000; round++) {
            if (Statistics.ofDifference(users(random, 60), users(random, 60)).excludes(0)) {
                seen++;
            }
        }
        assertThat(seen / 2_000.0).isCloseTo(0.05, within(0.015));
    }

    @Test
    void usersWithManyLikeMessagesDoNotMakeAResultSurer() {
        List<Ratio> single = new ArrayList<>();
        List<Ratio> talkative = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            single.add(new Ratio(i % 2, 1));
            talkative.add(new Ratio(50 * (i % 2), 50));
        }
        assertThat(Sample.of(talkative).effectiveObservations())
                .isCloseTo(Sample.of(single).effectiveObservations(), within(1.0));
    }

    @Test
    void emptyAndConstantSamplesHaveNoSurprises() {
        assertThat(Sample.of(List.of()).users()).isZero();
        Sample constant = Sample.of(Collections.nCopies(40, new Ratio(0, 1)));
        assertThat(constant.variance()).isZero();
        Interval interval = Statistics.wilson(0, constant.effectiveObservations());
        assertThat(interval.low()).isZero();
        assertThat(interval.high()).isBetween(0.05, 0.15);
        assertThat(Statistics.ofDifference(constant, constant)).isEqualTo(new Interval(0, 0));
    }

    @Test
    void usersThatAreDistributedUnlikeTheSharesAreNoticed() {
        int[] halves = {50, 50};
        assertThat(Statistics.mismatch(new long[] {510, 490}, halves)).isGreaterThan(0.3);
        assertThat(Statistics.mismatch(new long[] {600, 400}, halves)).isLessThan(0.001);
        assertThat(Statistics.mismatch(new long[] {0, 0}, halves)).isEqualTo(1);
        assertThat(Statistics.mismatch(new long[] {200, 100, 100}, new int[] {40, 20, 20}))
                .isGreaterThan(0.9);
    }

    private static Sample users(Random random, int users) {
        List<Ratio> ratios = new ArrayList<>();
        for (int i = 0; i < users; i++) {
            int messages = 1 + random.nextInt(10);
            double mood = random.nextGaussian();
            double sum = 0;
            for (int j = 0; j < messages; j++) {
                sum += 5 + mood + random.nextGaussian();
            }
            ratios.add(new Ratio(sum, messages));
        }
        return Sample.of(ratios);
    }
}
