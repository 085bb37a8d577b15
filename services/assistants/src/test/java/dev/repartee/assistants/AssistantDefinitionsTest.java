package dev.repartee.assistants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.repartee.assistants.form.FieldError;
import dev.repartee.assistants.rules.OpeningHours;
import dev.repartee.contract.AssistantId;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AssistantDefinitionsTest {

    private static final String FULL =
            """
            {"id": "guide", "name": "Guide", "persona": "Be kind.",
             "model": {"name": "cloud/gpt-x:mini", "temperature": 0.3, "maxTokens": 200,
                       "contextTokens": 1000, "passages": 2},
             "pool": "busy", "previousPool": "", "poolChangedAt": "2026-01-02T03:04:05Z",
             "languages": {"default": "de", "allowed": ["de", "pt-BR"]},
             "replies": {"greeting": {"de": "Hallo"}, "fallback": "Gleich.", "unknown": {"de": "?"}},
             "sharedCache": false,
             "variables": {"shop": "Laden"},
             "openingHours": {"timeZone": "Europe/Berlin",
                 "week": {"monday": ["14:00-24:00", "09:00-12:00"]}, "closed": ["2026-12-25"]},
             "rules": [{"name": "hi", "when": {"exact": {"de": ["hallo"]}, "maxWords": 3,
                 "open": true}, "reply": {"de": "Hallo {name|du} bei {shop}, offen bis {closes}"}}]}
            """;

    @Test
    void readsEveryFieldAndWritesItBack() {
        Assistant assistant = AssistantDefinitions.parse(FULL);

        assertThat(assistant.model())
                .isEqualTo(new ModelSettings("cloud/gpt-x:mini", 0.3, 200, 1000, 2));
        assertThat(assistant.model().endpoint()).isEqualTo("cloud");
        assertThat(assistant.model().modelAtEndpoint()).isEqualTo("gpt-x:mini");
        assertThat(assistant.pool())
                .isEqualTo(new PoolAssignment("busy", "", Instant.parse("2026-01-02T03:04:05Z")));
        assertThat(assistant.replies().fallbackFor("fr").text()).isEqualTo("Gleich.");
        assertThat(assistant.replies().sharedCache()).isFalse();
        assertThat(assistant.rules().hours()).isNotNull();
        assertThat(assistant.rules().hours().week().get(DayOfWeek.MONDAY))
                .containsExactly(
                        new OpeningHours.Interval(540, 720), new OpeningHours.Interval(840, 1440));
        assertThat(AssistantDefinitions.read(AssistantDefinitions.write(assistant)))
                .isEqualTo(assistant);
    }

    @Test
    void aNameIsAllThatAnAssistantNeeds() {
        Assistant assistant = AssistantDefinitions.parse("{\"id\": \"guide\"}");

        assertThat(assistant).isEqualTo(Assistant.plain(new AssistantId("guide"), "guide"));
        assertThat(AssistantDefinitions.read(AssistantDefinitions.write(assistant)))
                .isEqualTo(assistant);
    }

    @Test
    void namesEveryErrorAtOnce() {
        assertThatExceptionOfType(InvalidAssistant.class)
                .isThrownBy(
                        () ->
                                AssistantDefinitions.parse(
                                        """
                                        {"id": "Guide", "model": {"maxTokens": 0, "temprature": 1},
                                         "rules": [{"name": "a", "when": {}, "reply": {"en": "x"}},
                                                   {"name": "a", "when": {"exact": {"en": [7]}},
                                                    "reply": {"en": "{opens}"}}]}
                                        """))
                .satisfies(
                        invalid ->
                                assertThat(invalid.errors())
                                        .extracting(FieldError::field)
                                        .containsExactly(
                                                "id",
                                                "model.maxTokens",
                                                "model.temprature",
                                                "rules[0].when.exact",
                                                "rules[1].name",
                                                "rules[1].when.exact.en[0]",
                                                "rules[1].reply.en"))
                .withMessageContaining("did you mean 'temperature'?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]|definition",
                "7|definition",
                "{|definition",
                "{}|id",
                "{\"id\":\"a\",\"name\":{}}|name",
                "{\"id\":\"a\",\"persona\":1}|persona",
                "{\"id\":\"a\",\"model\":\"x\"}|model",
                "{\"id\":\"a\",\"model\":{\"name\":\"UPPER\"}}|model.name",
                "{\"id\":\"a\",\"model\":{\"temperature\":3}}|model.temperature",
                "{\"id\":\"a\",\"model\":{\"temperature\":\"hot\"}}|model.temperature",
                "{\"id\":\"a\",\"model\":{\"maxTokens\":1.5}}|model.maxTokens",
                "{\"id\":\"a\",\"model\":{\"maxTokens\":99999999999}}|model.maxTokens",
                "{\"id\":\"a\",\"pool\":\"Über\"}|pool",
                "{\"id\":\"a\",\"sharedCache\":\"yes\"}|sharedCache",
                "{\"id\":\"a\",\"languages\":{\"default\":\"english!\"}}|languages.default",
                "{\"id\":\"a\",\"languages\":{\"allowed\":[\"de\"]}}|languages.allowed",
                "{\"id\":\"a\",\"replies\":{\"fallback\":{\"en\":\"\"}}}|replies.fallback.en",
                "{\"id\":\"a\",\"replies\":{\"fallback\":{\"EN!\":\"x\"}}}|replies.fallback.EN!",
                "{\"id\":\"a\",\"variables\":{\"closes\":\"x\"}}|variables.closes",
                "{\"id\":\"a\",\"variables\":{\"a b\":\"x\"}}|variables.a b",
                "{\"id\":\"a\",\"openingHours\":{\"timeZone\":\"Mars\"}}|openingHours.timeZone",
                "{\"id\":\"a\",\"rules\":{}}|rules",
                "{\"id\":\"a\",\"colour\":\"red\"}|colour",
            })
    void refusesWhatIsWrongWhereItIsWrong(String json, String field) {
        assertThatExceptionOfType(InvalidAssistant.class)
                .isThrownBy(() -> AssistantDefinitions.parse(json))
                .satisfies(
                        invalid ->
                                assertThat(invalid.errors())
                                        .first()
                                        .extracting(FieldError::field)
                                        .isEqualTo(field));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9-18", "09:00-08:00", "22:00-02:00", "25:00-26:00", "10:00-24:01", ""})
    void refusesHoursThatAreNotWithinADay(String hours) {
        String json =
                """
                {"id": "a", "openingHours": {"timeZone": "UTC", "week": {"monday": ["%s"]}}}
                """;
        assertThatExceptionOfType(InvalidAssistant.class)
                .isThrownBy(() -> AssistantDefinitions.parse(json.formatted(hours)))
                .satisfies(
                        invalid ->
                                assertThat(invalid.errors())
                                        .extracting(FieldError::field)
                                        .contains("openingHours.week.monday[0]"));
    }

    @Test
    void repliesInALanguageItIsAllowedToSpeak() {
        LanguagePolicy policy = new LanguagePolicy("en", List.of("en", "de"));

        assertThat(policy.replyTo("de-AT")).isEqualTo("de-AT");
        assertThat(policy.replyTo("fr")).isEqualTo("en");
        assertThat(policy.replyTo("und")).isEqualTo("en");
        assertThat(LanguagePolicy.DEFAULT.replyTo("fr")).isEqualTo("fr");
    }
}
