package dev.repartee.bench.fuzz.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class GuidedRunTest {

    private static final Subject LABYRINTH =
            new Subject(
                    "labyrinth",
                    Labyrinth.class,
                    List.of(Labyrinth.class.getPackageName()),
                    Pattern.compile("Labyrinth"));

    /** Blind chance would take some 4 billion cases. */
    @Test
    void findsItsWayLetterByLetter() {
        FuzzResult result = run(1_000_000);

        assertThat(result.findings())
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.kind())
                                    .startsWith("IllegalStateException at Labyrinth.java:");
                            assertThat(new String(finding.input(), StandardCharsets.ISO_8859_1))
                                    .startsWith(Labyrinth.WORD);
                        });
        assertThat(result.kept()).isGreaterThanOrEqualTo(4);
        assertThat(result.coverage().branches()).isGreaterThanOrEqualTo(9);
    }

    @Test
    void reportsHowFarItCameWithoutAWay() {
        FuzzResult result = run(2);

        assertThat(result.findings()).isEmpty();
        assertThat(result.cases()).isEqualTo(2);
        assertThat(result.coverage().lines()).isLessThan(result.coverage().allLines());
    }

    private static FuzzResult run(long cases) {
        return new GuidedRun(LABYRINTH, List.of(new byte[] {'x'}), new Words(List.of()), 7)
                .run(new GuidedRun.Limits(Duration.ofMinutes(1), cases));
    }
}
