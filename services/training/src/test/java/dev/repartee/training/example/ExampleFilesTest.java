package dev.repartee.training.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repartee.contract.ReparteeException;
import dev.repartee.language.dataset.Annotation;
import dev.repartee.language.dataset.Example;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExampleFilesTest {

    @Test
    void yamlJsonAndCsvAreRead() {
        List<Example> expected = List.of(new Example("hi", "greet"), new Example("no", "deny"));
        assertThat(parse("x.yaml", "intents:\n  greet: [hi]\n  deny:\n    - no\n"))
                .isEqualTo(expected);
        assertThat(parse("x.json", "{\"intents\": {\"greet\": [\"hi\"], \"deny\": [\"no\"]}}"))
                .isEqualTo(expected);
        assertThat(
                        parse(
                                "x.json",
                                "[{\"text\": \"hi\", \"intent\": \"greet\"},"
                                        + " {\"text\": \"no\", \"intent\": \"deny\"}]"))
                .isEqualTo(expected);
        assertThat(parse("x.csv", "text,intent\nhi,greet\nno,deny\n")).isEqualTo(expected);
        assertThat(parse("x.yaml", "intents:\n  fly:\n    - to [São Paulo](city)\n"))
                .containsExactly(
                        new Example("to São Paulo", "fly", List.of(new Annotation(3, 12, "city"))));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "x.yaml, `intents:\\n  a: [x]\\n  b: []`, `x.yaml:3`",
                "x.json, `{\"intents\": 7}`, `x.yaml:1`",
                "x.json, `{`, `x.json:1`",
                "x.csv, `text,intent\\nx`, `x.csv:2`",
                "x.txt, `hello`, `x.txt`"
            })
    void whatIsNoneNamesFileLineAndCause(String name, String text, String cause) {
        assertThatThrownBy(() -> parse(name, text.replace("\\n", "\n")))
                .isInstanceOf(ReparteeException.class)
                .hasMessageContaining(cause);
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        assertThatThrownBy(() -> ExampleFiles.parse("x.yaml", new byte[] {(byte) 0xC3, 0x28}))
                .hasMessageContaining("not UTF-8");
    }

    @Test
    void theShippedExamplesCoverEveryIntentInEveryLanguage() {
        for (String language : List.of("en", "de", "es", "hi")) {
            var byIntent =
                    ShippedExamples.read(language).stream()
                            .collect(Collectors.groupingBy(Example::intent, Collectors.counting()));
            assertThat(byIntent).hasSizeGreaterThanOrEqualTo(32);
            assertThat(byIntent.values()).allMatch(count -> count >= 20);
        }
    }

    @Test
    void theShippedExamplesContradictNeitherEachOtherNorThemselves() {
        assertThat(ExampleChecks.warnings(ShippedExamples.read())).isEmpty();
    }

    private static List<Example> parse(String name, String text) {
        return ExampleFiles.parse(name, text.getBytes(StandardCharsets.UTF_8));
    }
}
