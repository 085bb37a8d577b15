package dev.repartee.assistants.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptTemplateTest {

    @Test
    void putsValuesStandInsAndSectionsIn() {
        String text =
                "Hi {{user.name|there}}{{#plan}}, you have {{plan}}{{/plan}}{{^plan}}, no plan{{/plan}}. \\{{x}}";

        assertThat(render(text, Map.of())).isEqualTo("Hi there, no plan. {{x}}");
        assertThat(render(text, Map.of("user.name", "Ana", "plan", "gold")))
                .isEqualTo("Hi Ana, you have gold. {{x}}");
        assertThat(render("{{#open}}yes{{/open}}", Map.of("open", "false"))).isEmpty();
    }

    @Test
    void aValueIsNeverReadAsTemplate() {
        Map<String, String> values = Map.of("a", "{{b}} {{/a}} {{#b}} $1 \\{{", "b", "secret");

        assertThat(render("{{#a}}[{{a}}]{{/a}}", values))
                .isEqualTo("[{{b}} {{/a}} {{#b}} $1 \\{{]");
    }

    @Test
    void tellsWhichVariablesLeaveAHole() {
        PromptTemplate template =
                PromptTemplate.parse("{{a}} {{b|x}} {{#c}}{{c}} {{d}}{{/c}} {{^e}}{{e}}{{/e}}");

        assertThat(template.variables()).containsExactly("a", "b", "c", "d", "e");
        assertThat(template.required()).containsExactly("a", "d", "e");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "one {{ two ~ line 1, column 5",
                "{{}} ~ names no variable",
                "{{Name}} ~ is no name",
                "{{a b}} ~ is no name",
                "{{#a}} text ~ has no {{/a}}",
                "{{/a}} ~ ends nothing",
                "{{#a}}{{#b}}{{/a}}{{/b}} ~ stands where {{/b}} is due",
                "{{#}}{{/}} ~ is no name"
            })
    void saysWhereAndWhyATextIsNoTemplate(String text, String error) {
        assertThatExceptionOfType(PromptSyntaxException.class)
                .isThrownBy(() -> PromptTemplate.parse(text))
                .withMessageContaining(error);
    }

    @Test
    void refusesSectionsThatLieTooDeep() {
        String text = "{{#a}}".repeat(2_000) + "{{/a}}".repeat(2_000);

        assertThatExceptionOfType(PromptSyntaxException.class)
                .isThrownBy(() -> PromptTemplate.parse(text));
    }

    private static String render(String text, Map<String, String> values) {
        return PromptTemplate.parse(text).render(name -> Optional.ofNullable(values.get(name)));
    }
}
