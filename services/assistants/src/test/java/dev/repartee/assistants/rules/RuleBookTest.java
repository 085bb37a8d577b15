package dev.repartee.assistants.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.assistants.files.DemoContent;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleBookTest {

    private static final RuleBook DEMO = DemoContent.veloVerde().assistant().ruleBook();
    private static final Instant WEDNESDAY_NOON = berlin("2026-03-04T12:00");

    @ParameterizedTest
    @CsvSource({
        "hi, en, greeting, en",
        "Hello!!, und, greeting, en",
        "HOLA, und, greeting, es",
        "Buenos dias, es, greeting, es",
        "hallo, de, greeting, de",
        "hallo, und, greeting, de",
        "hallo, nl, greeting, de",
        "Thank you so much, en, thanks, en",
        "Dankeschön!, de-AT, thanks, de",
        "what's your phone number?, en, contact, en",
        "Öffnungszeiten?, de, open-now, de",
        "¿A qué hora cerráis?, es, open-now, es"
    })
    void answersInTheLanguageOfTheMessage(
            String text, String language, String rule, String replyLanguage) {
        assertThat(DEMO.answer(text, language, WEDNESDAY_NOON))
                .get()
                .satisfies(
                        reply -> {
                            assertThat(reply.ruleName()).isEqualTo(rule);
                            assertThat(reply.language()).isEqualTo(replyLanguage);
                            assertThat(reply.text()).doesNotContain("{");
                        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?!",
                "hi, my rear brake squeaks and I wonder what new pads cost",
                "how much is a large inspection?",
                "thin ice",
                "I said hello to my neighbour yesterday evening"
            })
    void leavesOtherMessagesToTheModel(String text) {
        assertThat(DEMO.answer(text, "en", WEDNESDAY_NOON)).isEmpty();
    }

    @Test
    void knowsWhenTheShopIsOpen() {
        assertThat(text("are you open?", WEDNESDAY_NOON))
                .contains("until 18:30")
                .contains("Tue–Wed 10:00–18:30, Thu 10:00–20:00");
        assertThat(text("are you open?", berlin("2026-03-04T18:30")))
                .contains("closed right now and open again Thursday 10:00");
        assertThat(text("are you open?", berlin("2026-03-05T07:00"))).contains("open again 10:00");
        assertThat(text("are you open?", berlin("2026-12-24T11:00")))
                .contains("open again Tuesday 10:00");
    }

    @Test
    void speaksTheWeekdaysOfTheLanguage() {
        assertThat(DEMO.answer("Habt ihr offen?", "de", berlin("2026-03-08T12:00")))
                .get()
                .extracting(RuleReply::text)
                .asString()
                .contains("Dienstag 10:00");
    }

    @Test
    void knowsDaylightSaving() {
        OpeningHours hours = DemoContent.veloVerde().assistant().rules().hours();
        assertThat(hours).isNotNull();
        // 08:30 UTC is 09:30 in Freiburg in winter, and 10:30 in summer.
        assertThat(hours.openAt(Instant.parse("2026-03-24T08:30:00Z"))).isFalse();
        assertThat(hours.openAt(Instant.parse("2026-03-31T08:30:00Z"))).isTrue();
    }

    @Test
    void usesWhatIsKnownOfTheUserAndFallsBackOtherwise() {
        assertThat(DEMO.answer("hi", "en", WEDNESDAY_NOON, Map.of("name", "Ana $1 \\")))
                .get()
                .extracting(RuleReply::text)
                .asString()
                .startsWith("Hi Ana $1 \\, welcome");
        assertThat(text("hi", WEDNESDAY_NOON)).startsWith("Hi there, welcome to Velo Verde!");
    }

    @Test
    void aReplyWithoutItsValueIsNotGiven() {
        RuleBook book = book(rule(Map.of("en", List.of("hi")), Map.of("en", "Hi {name}")));

        assertThat(book.answer("hi", "en", WEDNESDAY_NOON)).isEmpty();
        assertThat(book.answer("hi", "en", WEDNESDAY_NOON, Map.of("name", "Bo"))).isPresent();
    }

    @Test
    void findsPhrasesInScriptsWithoutSpaces() {
        RuleCondition when =
                new RuleCondition(Map.of(), Map.of("zh", List.of("营业时间")), Map.of(), 0, null);
        RuleBook book = book(new Rule("hours", when, new LocalText(Map.of("zh", "每天"))));

        assertThat(book.answer("请问你们的营业时间是什么？", "zh-CN", WEDNESDAY_NOON)).isPresent();
        assertThat(book.answer("请问时间营业", "zh-CN", WEDNESDAY_NOON)).isEmpty();
    }

    @Test
    void theFirstRuleThatFitsAnswers() {
        Rule first = rule(Map.of("en", List.of("hi")), Map.of("en", "first"));
        Rule second = rule(Map.of("en", List.of("hi")), Map.of("en", "second"));

        assertThat(book(first, second).answer("hi", "en", WEDNESDAY_NOON))
                .get()
                .extracting(RuleReply::text)
                .isEqualTo("first");
    }

    private static Rule rule(Map<String, List<String>> exact, Map<String, String> reply) {
        RuleCondition when = new RuleCondition(exact, Map.of(), Map.of(), 0, null);
        return new Rule("rule", when, new LocalText(reply));
    }

    private static RuleBook book(Rule... rules) {
        return new RuleBook(new RuleSet(List.of(rules), null, Map.of()), "Guide", "en");
    }

    private static String text(String question, Instant now) {
        Optional<RuleReply> reply = DEMO.answer(question, "en", now);
        return reply.map(RuleReply::text).orElse("");
    }

    private static Instant berlin(String local) {
        return ZonedDateTime.of(LocalDateTime.parse(local), ZoneId.of("Europe/Berlin")).toInstant();
    }
}
