package dev.repartee.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.repartee.contract.content.Intent;
import dev.repartee.contract.content.Nlu;
import java.io.StringReader;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RuleAnalyzerTest {

    private static final ZonedDateTime AT =
            ZonedDateTime.parse("2026-03-04T10:00:00+01:00[Europe/Berlin]");
    private static final RuleAnalyzer ANALYZER = RuleAnalyzer.shipped("DE");
    private static final LanguageTagger TAGGER = new LanguageTagger();

    @ParameterizedTest
    @CsvFileSource(resources = "intents.psv", delimiter = '|')
    void understandsWhatPeopleWant(String intent, String text) {
        Nlu nlu = analyze(text);

        assertThat(nlu.intent()).as(text).isNotNull();
        assertThat(nlu.intent().name()).as("%s %s", text, nlu.intent()).isEqualTo(intent);
        assertThat(nlu.intent().confidence()).isBetween(0.4, 1.0);
        assertThat(nlu.analyser()).isEqualTo("rules");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "the mitochondria is the powerhouse of the cell",
                "turn on the lights in the kitchen",
                "xqzkw vbnrt",
                "42",
                "😀",
                "el perro come una manzana roja",
                "der Hund frisst einen Apfel",
            })
    void admitsThatNothingFits(String text) {
        assertThat(analyze(text).intent()).isNull();
    }

    @Test
    void putsTheMatterBeforeTheCourtesy() {
        assertThat(intent("hi, where is my order?")).isEqualTo("ORDER_STATUS");
        assertThat(intent("no, I want a refund")).isEqualTo("REFUND");
        assertThat(intent("Thanks! One more thing: what are your opening hours?"))
                .isEqualTo("OPENING_HOURS");
        assertThat(intent("hello")).isEqualTo("GREETING");
    }

    @Test
    void coversEveryIntentInFourLanguages() {
        Map<String, Integer> intents = new HashMap<>();
        for (String text : new String[] {"hello", "hola", "guten Tag", "नमस्ते"}) {
            intents.merge(intent(text), 1, Integer::sum);
        }
        assertThat(intents).containsOnly(Map.entry("GREETING", 4));
    }

    @Test
    void isSureOfAPlainGreetingAndLessOfAMixedOne() {
        assertThat(confidence("hello")).isGreaterThan(0.85);
        assertThat(confidence("hello my old friend from far away")).isLessThan(0.6);
    }

    @Test
    void namesTheLineOfABrokenRule() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                RuleAnalyzer.of(
                                        "mine.rules",
                                        new StringReader("[A]\nen: fine\nen: .. bad"),
                                        "DE"))
                .withMessageContaining("mine.rules, line 3")
                .withMessageContaining("must start with a word");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> RuleAnalyzer.of("mine.rules", new StringReader("en: hello"), "DE"))
                .withMessageContaining("line 1");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                RuleAnalyzer.of(
                                        "mine.rules",
                                        new StringReader("[A]\nen: a .. b .. c .. d"),
                                        "DE"))
                .withMessageContaining("at most 2 gaps");
    }

    @Test
    void refusesAnUnknownRegion() {
        assertThatIllegalArgumentException().isThrownBy(() -> RuleAnalyzer.shipped("XX"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "i want to ",
                "@",
                "9",
                "9 ",
                "how much ",
                "((((",
                "a@",
                "www.",
                "$1 ",
                "1.",
                "12:",
                "#1",
                "order ",
                "-",
                "is any ",
                "\u0301",
                "🏳️‍🌈",
                "1,2.3",
                "+49 ",
                "http://",
            })
    void staysFastOnHostileText(String piece) {
        String hostile = piece.repeat(8_000 / piece.length());
        analyze(hostile);
        assertThat(CpuTime.of(() -> analyze(hostile))).isLessThan(Duration.ofSeconds(1));
    }

    private static Nlu analyze(String text) {
        return ANALYZER.analyze(text, TAGGER.tag(text), AT);
    }

    private static String intent(String text) {
        Intent intent = analyze(text).intent();
        return intent == null ? "" : intent.name();
    }

    private static double confidence(String text) {
        Intent intent = analyze(text).intent();
        return intent == null ? 0 : intent.confidence();
    }
}
