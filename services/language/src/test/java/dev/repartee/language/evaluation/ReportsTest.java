package dev.repartee.language.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.repartee.language.dataset.Example;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportsTest {

    @Test
    void measuresAccuracyMacroF1CalibrationAndConfusions() {
        List<Prediction> predictions =
                List.of(
                        prediction("A", "A", 1.0),
                        prediction("A", "A", 1.0),
                        prediction("A", "B", 1.0),
                        prediction("B", "B", 1.0));

        IntentReport report = IntentReport.of(predictions);

        assertThat(report.accuracy()).isEqualTo(0.75);
        assertThat(report.macroF1()).isCloseTo((0.8 + 2.0 / 3) / 2, within(1e-9));
        assertThat(report.calibrationError()).isCloseTo(0.25, within(1e-9));
        assertThat(report.confusions()).containsExactly(new IntentReport.Confusion("A", "B", 1));
    }

    @Test
    void measuresWhatIsRefusedWhereNearlyAllRightAnswersAreKept() {
        List<Prediction> known = new ArrayList<>();
        List<Prediction> others = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            known.add(new Prediction("A", "A", 1, 0.5 + i / 200.0, false));
            others.add(new Prediction("Z", "A", 1, i / 100.0, i < 50));
        }

        ScopeReport report = ScopeReport.of(known, others);

        assertThat(report.recall()).isCloseTo(0.53, within(0.011));
        assertThat(report.refused()).isEqualTo(0.5);
        assertThat(report.kept()).isEqualTo(1);
        assertThat(report.separation()).isBetween(0.73, 0.77);
    }

    @Test
    void refusesToMeasureNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> IntentReport.of(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> ScopeReport.of(List.of(), List.of()));
    }

    @Test
    void dealsEachExampleIntoOneTest() {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 103; i++) {
            examples.add(new Example("text " + i, "INTENT" + i % 3));
        }

        List<Splits.Split> folds = Splits.folds(examples, 5, 9);

        assertThat(folds.stream().flatMap(fold -> fold.test().stream()).toList())
                .containsExactlyInAnyOrderElementsOf(examples);
        assertThat(folds)
                .allSatisfy(
                        fold -> {
                            assertThat(fold.train()).doesNotContainAnyElementsOf(fold.test());
                            assertThat(fold.train().size() + fold.test().size()).isEqualTo(103);
                        });
        assertThat(Splits.folds(examples, 5, 9)).isEqualTo(folds);
        assertThat(Splits.few(examples, 4, 1)).hasSize(12);
    }

    private static Prediction prediction(String expected, String predicted, double confidence) {
        return new Prediction(expected, predicted, confidence, 1, false);
    }
}
