package dev.repartee.assistants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.assistants.rules.LocalText;
import dev.repartee.assistants.rules.ReplyTemplate;
import dev.repartee.contract.AssistantId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What assistants say without a model, in the language of their user. */
class SpokenTextsTest {

    @ParameterizedTest
    @ValueSource(strings = {"en", "es", "de", "hi", "fr", "pt", "ar", "pt-BR"})
    void cannedTextsAreSaidInTheLanguageOfTheUser(String language) {
        String primary = language.substring(0, 2);

        assertThat(Replies.DEFAULT.fallbackFor(language).language()).isEqualTo(primary);
        assertThat(Replies.DEFAULT.unknownFor(language).language()).isEqualTo(primary);
    }

    @Test
    void anAssistantsOwnTextAndLanguagesHavePrecedence() {
        LocalText own = new LocalText(Map.of("en", "Call us."));
        Replies replies =
                new Replies(
                        new LanguagePolicy("en", List.of("en", "de")),
                        LocalText.NONE,
                        own,
                        CannedTexts.UNKNOWN,
                        true);

        assertThat(replies.fallbackFor("de").text()).isEqualTo("Call us.");
        assertThat(replies.unknownFor("de").language()).isEqualTo("de");
        assertThat(replies.unknownFor("fr").language()).isEqualTo("en");
    }

    @Test
    void whatIsShippedIsNotCopiedIntoDefinitions() {
        Assistant plain = Assistant.plain(new AssistantId("guide"), "Guide");

        assertThat(AssistantDefinitions.toJson(plain)).doesNotContain("fallback");
        assertThat(AssistantDefinitions.parse(AssistantDefinitions.toJson(plain))).isEqualTo(plain);
    }

    @Test
    void valuesOfTheOtherDirectionAreIsolated() {
        ReplyTemplate arabic = new ReplyTemplate("طلبك {order} جاهز يا {name}");
        ReplyTemplate english = new ReplyTemplate("Hi {name}, order {order} is ready");
        Map<String, String> values = Map.of("order", "ORD-17", "name", "ليلى");

        assertThat(arabic.fill(values)).contains("طلبك \u2068ORD-17\u2069 جاهز يا ليلى");
        assertThat(english.fill(values)).contains("Hi \u2068ليلى\u2069, order ORD-17 is ready");
        assertThat(arabic.fill(Map.of("order", "10:00–18:30", "name", "ليلى")))
                .contains("طلبك \u206810:00–18:30\u2069 جاهز يا ليلى");
    }

    @Test
    void aValueCanNotReorderWhatFollows() {
        assertThat(new ReplyTemplate("Hi {name}!").fill(Map.of("name", "a\u202Eb\u2067")))
                .contains("Hi ab!");
    }
}
