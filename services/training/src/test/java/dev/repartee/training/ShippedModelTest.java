package dev.repartee.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.contract.TenantId;
import dev.repartee.language.RuleAnalyzer;
import dev.repartee.language.dataset.Example;
import dev.repartee.language.entity.Regions;
import dev.repartee.language.intent.IntentRanking;
import dev.repartee.language.layered.IntentFallback;
import dev.repartee.language.layered.LayerMetrics;
import dev.repartee.language.layered.LayeredAnalyzer;
import dev.repartee.language.layered.Remark;
import dev.repartee.language.layered.ServedModel;
import dev.repartee.language.layered.Understanding;
import dev.repartee.training.example.ExampleFiles;
import dev.repartee.training.example.ShippedExamples;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * How the shipped model does on messages that were written apart from its examples. The figures by
 * language are left in {@code target/shipped-model.txt}.
 */
class ShippedModelTest {

    private static final double FLOOR = 0.5;
    private static final double FLOOR_OF_ALL = 0.6;
    private static final double FLOOR_OF_STRANGE = 0.5;
    private static final Instant NOW = Instant.parse("2026-03-04T10:00:00Z");

    private final ServedModel model = ShippedModel.read().orElseThrow();
    private final LayeredAnalyzer analyzer =
            new LayeredAnalyzer(
                    RuleAnalyzer.shipped(Regions.NONE),
                    (tenant, assistant) -> Optional.of(model),
                    IntentFallback.NONE,
                    new LayerMetrics(new SimpleMeterRegistry()));

    /** Counts of one language. */
    private static final class Score {

        private int wanted;
        private int modelRight;
        private int rulesRight;
        private int said;
        private int right;
        private int strange;
        private int leftAlone;

        void add(Score other) {
            wanted += other.wanted;
            modelRight += other.modelRight;
            rulesRight += other.rulesRight;
            said += other.said;
            right += other.right;
            strange += other.strange;
            leftAlone += other.leftAlone;
        }

        double accuracy() {
            return (double) right / wanted;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "messages %d, rules alone %.1f %%, model alone %.1f %%, both %.1f %%,"
                            + " precision %.1f %%, out of scope left alone %d of %d",
                    wanted,
                    100.0 * rulesRight / wanted,
                    100.0 * modelRight / wanted,
                    100.0 * right / wanted,
                    100.0 * right / said,
                    leftAlone,
                    strange);
        }
    }

    @Test
    void understandsMessagesThatItHasNeverSeenInEveryLanguage() throws IOException {
        Map<String, Score> scores = new TreeMap<>();
        Map<String, Integer> mistakes = new TreeMap<>();
        Score all = new Score();
        for (String language : List.of("en", "es", "de", "hi", "hi-Latn")) {
            Score score = score(language, mistakes);
            scores.put(language, score);
            all.add(score);
        }
        scores.put("all", all);
        report(scores, mistakes);
        scores.forEach(
                (language, score) ->
                        assertThat(score.accuracy()).as(language).isGreaterThan(FLOOR));
        assertThat(all.accuracy()).isGreaterThan(FLOOR_OF_ALL);
        assertThat((double) all.leftAlone / all.strange).isGreaterThan(FLOOR_OF_STRANGE);
    }

    @Test
    void noMessageThatIsMeasuredWithIsLearnt() throws IOException {
        var learnt =
                ShippedExamples.read().stream()
                        .map(example -> folded(example.text()))
                        .collect(Collectors.toSet());
        for (String language : List.of("en", "es", "de", "hi", "hi-Latn")) {
            assertThat(heldOut(language))
                    .extracting(example -> folded(example.text()))
                    .doesNotContainAnyElementsOf(learnt);
        }
    }

    private Score score(String language, Map<String, Integer> mistakes) throws IOException {
        Score score = new Score();
        for (Example example : heldOut(language)) {
            Understanding understood = analyzer.understandNow(remark(example, language));
            var intent = understood.nlu().intent();
            if (example.intent().equals(ShippedExamples.OUT_OF_SCOPE)) {
                score.strange++;
                score.leftAlone += intent == null ? 1 : 0;
                continue;
            }
            score.wanted++;
            IntentRanking ranking = model.ranker().rank(example.text());
            score.modelRight += ranking.best().intent().equals(example.intent()) ? 1 : 0;
            var rules = understood.rules();
            score.rulesRight += rules != null && rules.name().equals(example.intent()) ? 1 : 0;
            score.said += intent == null ? 0 : 1;
            if (intent != null && intent.name().equals(example.intent())) {
                score.right++;
            } else {
                String taken = intent == null ? "-" : intent.name();
                mistakes.merge(example.intent() + " > " + taken, 1, Integer::sum);
            }
        }
        return score;
    }

    private static void report(Map<String, Score> scores, Map<String, Integer> mistakes)
            throws IOException {
        List<String> lines = new ArrayList<>();
        scores.forEach((language, score) -> lines.add(language + ": " + score));
        mistakes.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(40)
                .forEach(mistake -> lines.add(mistake.getValue() + "  " + mistake.getKey()));
        Files.write(Path.of("target", "shipped-model.txt"), lines);
    }

    private static Remark remark(Example example, String language) {
        return new Remark(
                new TenantId("acme"),
                null,
                example.text(),
                language,
                NOW.atZone(ZoneOffset.UTC),
                NOW);
    }

    private static List<Example> heldOut(String language) throws IOException {
        String file = language + ".yaml";
        try (InputStream in = ShippedModelTest.class.getResourceAsStream("heldout/" + file)) {
            return ExampleFiles.parse(file, in.readAllBytes());
        }
    }

    private static String folded(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{M}\\p{N}]+", " ").strip();
    }
}
