package dev.repartee.bench.report.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repartee.bench.report.Integrity;
import dev.repartee.bench.report.RunResult;
import org.junit.jupiter.api.Test;

class TextReportTest {

    @Test
    void fitsOneScreen() {
        String text = TextReport.of(Runs.overload());

        assertThat(text.lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(121));
        assertThat(text)
                .contains("admission bound 10,000")
                .contains("16.2 % was refused")
                .containsPattern("end-to-end +221 +263 +398 +871 +1,421 +402,310  generator")
                .containsPattern("store +– +– +– +– +– +0  rows")
                .containsPattern("kafka +engine .* – +–")
                .contains("needs 2.36x")
                .containsPattern("full speed again within +<= 5 s +not measured +NOT MET");
    }

    @Test
    void anEmptyRunShowsNoFastAnswers() {
        assertThat(TextReport.of(Runs.empty()))
                .containsPattern("offered +0 +0")
                .contains("– system")
                .doesNotContain("NaN");
    }

    @Test
    void whatWasLostStandsOut() {
        RunResult full = Runs.overload();
        RunResult broken =
                new RunResult(
                        full.setting(),
                        full.traffic(),
                        new Integrity(3, 0, 0),
                        full.steps(),
                        full.resources(),
                        full.timeline(),
                        full.goals());

        assertThat(broken.succeeded()).isFalse();
        assertThat(TextReport.of(broken)).contains("lost 3, duplicated 0").contains("must be 0");
    }

    @Test
    void aTableThatIsTooWideLosesTheEndOfItsTextOnly() {
        String table =
                TextTable.of("name", "count", "words")
                        .text(2)
                        .row("a", "123", "word ".repeat(40))
                        .row("b\nc", "4", "")
                        .render();

        assertThat(table.lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(121));
        assertThat(table).contains("a       123  word").contains("…").contains("b c       4\n");
    }

    @Test
    void aRowOfAnotherLengthIsRefused() {
        TextTable table = TextTable.of("one", "two");

        assertThatThrownBy(() -> table.row("1")).isInstanceOf(IllegalArgumentException.class);
    }
}
