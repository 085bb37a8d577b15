package dev.repartee.assistants.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnifiedDiffTest {

    @Test
    void isEmptyForTheSameText() {
        assertThat(UnifiedDiff.of("a", "x\ny", "b", "x\ny\n")).isEmpty();
    }

    @Test
    void showsChangesWithTheirContextAsDiffDoes() {
        String before = lines(1, 20);
        String after = before.replace("line 3\n", "line three\n").replace("line 18\n", "");

        assertThat(UnifiedDiff.of("prompt 1", before, "prompt 2", after))
                .isEqualTo(
                        """
                        --- prompt 1
                        +++ prompt 2
                        @@ -1,6 +1,6 @@
                         line 1
                         line 2
                        -line 3
                        +line three
                         line 4
                         line 5
                         line 6
                        @@ -15,6 +15,5 @@
                         line 15
                         line 16
                         line 17
                        -line 18
                         line 19
                         line 20
                        """);
    }

    @Test
    void countsFromZeroWhereASideIsEmpty() {
        assertThat(UnifiedDiff.of("a", "", "b", "new\n")).contains("@@ -0,0 +1,1 @@\n+new\n");
    }

    @Test
    void showsTextsThatDifferByThousandsOfLinesAsReplaced() {
        String diff = UnifiedDiff.of("a", lines(1, 9_000), "b", lines(20_000, 29_000));

        assertThat(diff.lines().filter(line -> line.startsWith("-line"))).hasSize(9_000);
    }

    private static String lines(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(i -> "line " + i + "\n")
                .collect(Collectors.joining());
    }
}
