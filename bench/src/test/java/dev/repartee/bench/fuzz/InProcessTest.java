package dev.repartee.bench.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.bench.fuzz.guide.Finding;
import dev.repartee.bench.fuzz.guide.FuzzResult;
import dev.repartee.bench.fuzz.guide.GuidedRun;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A short run of each target, the corpus of earlier faults first; seeded, so it can be repeated.
 */
class InProcessTest {

    private static final long SEED = 20_260_101;

    static Stream<Arguments> targets() {
        return Stream.of(
                target(InProcess::events, 10_000),
                target(InProcess::configuration, 1_500),
                target(InProcess::bodies, 10_000));
    }

    private static Arguments target(LongFunction<GuidedRun> target, long cases) {
        return Arguments.of(target, cases);
    }

    @ParameterizedTest
    @MethodSource("targets")
    void nothingGivesWay(LongFunction<GuidedRun> target, long cases) {
        FuzzResult result = run(target, cases);

        assertThat(result.findings()).extracting(InProcessTest::shown).isEmpty();
        assertThat(result.kept()).as("inputs that reached something new").isPositive();
    }

    @Test
    void theSameSeedDoesTheSameAgain() {
        FuzzResult first = run(InProcess::events, 2_000);
        FuzzResult second = run(InProcess::events, 2_000);

        assertThat(second.kept()).isEqualTo(first.kept());
        assertThat(second.coverage()).isEqualTo(first.coverage());
    }

    private static FuzzResult run(LongFunction<GuidedRun> target, long cases) {
        return target.apply(SEED).run(new GuidedRun.Limits(Duration.ofMinutes(2), cases));
    }

    private static String shown(Finding finding) {
        return finding.kind()
                + ": "
                + finding.detail()
                + "\n"
                + new String(finding.input(), StandardCharsets.ISO_8859_1);
    }
}
