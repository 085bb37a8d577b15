package dev.repartee.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.repartee.contract.content.Citation;
import dev.repartee.knowledge.Answer.Answered;
import dev.repartee.knowledge.Answer.DontKnow;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExtractiveAnswererTest {

    private final KnowledgeIndex index =
            KnowledgeIndex.build(List.of(Samples.HANDBOOK, Samples.FAQ, Samples.GERMAN));
    private final ExtractiveAnswerer answerer = new ExtractiveAnswerer();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            When do you open on Saturday? | On Saturday we open at 10:00 and close at 14:00.
            what are your opening hours | The shop is open from Monday to Friday, 9:00 to 18:00.
            are you closed on sundays | We are closed on Sunday and on public holidays.
            How much does delivery cost? | Delivery costs 4.90 euros; from 50 euros it is free.
            Do you ship to Switzerland? | We also ship to Austria, Switzerland and the Netherlands.
            how can I get a refund | Refunds are paid to the card that you paid with
            can i return a lamp | You can send a lamp back within 30 days.
            Which bulb do I need for the Aurora? | Aurora takes any E27 bulb of up to 40 watts. A bulb comes with it.
            can i dim my aurora lamp | Yes, with the dimmer that we sell as an extra for 19 euros.
            where is your showroom | Yes, at Lindenstrasse 4 in Berlin. Parking is behind the building.
            parking? | Parking is behind the building.
            do you accept paypal | PayPal
            do you repair lamps | All lamps are repaired for free for ten years.
            Womit reinige ich die Lampe? | Reinigen Sie die Lampe nur mit einem trockenen Tuch.
            """)
    void answersFromTheDocuments(String question, String answer) {
        assertThat(answerer.answer(index, question, "en"))
                .isInstanceOfSatisfying(
                        Answered.class, answered -> assertThat(answered.text()).contains(answer));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Who won the football world cup?",
                "turn off the lights in the kitchen",
                "what is the capital of France",
                "write me a poem about the sea",
                "play some jazz music",
                "xqzkw vbnrt",
                "asdf",
                "what is 17 times 23",
                "Do you sell bicycles?",
                "¿Cuál es la capital de Perú?",
                "hello",
                ""
            })
    void admitsWhatItDoesNotKnow(String question) {
        assertThat(answerer.answer(index, question, "en"))
                .isInstanceOfSatisfying(
                        DontKnow.class, dontKnow -> assertThat(dontKnow.text()).contains("person"));
    }

    @Test
    void citesThePlaceOfTheAnswer() {
        Answered answered = (Answered) answerer.answer(index, "Do you ship to Austria?", "en");
        Citation citation = answered.citations().getFirst();

        assertThat(citation.document()).isEqualTo("handbook");
        assertThat(citation.title()).isEqualTo("Shop handbook");
        assertThat(citation.section()).isEqualTo("Lumen Lamps > Delivery");
        assertThat(Samples.HANDBOOK.content().substring(citation.start(), citation.end()))
                .startsWith("We also ship to Austria");
    }

    @Test
    void takesMarkdownOut() {
        Answered answered = (Answered) answerer.answer(index, "how do I send a lamp back?", "en");
        assertThat(answered.text()).contains("30 days").doesNotContain("**").doesNotContain("](");
    }

    @Test
    void givesAListWithItsIntroduction() {
        Answered answered = (Answered) answerer.answer(index, "In which ways can I pay?", "en");
        assertThat(answered.text())
                .contains("You can pay in these ways:", "- credit card", "- bank transfer");
    }

    @Test
    void saysThatItDoesNotKnowInTheLanguageOfTheQuestion() {
        assertThat(((DontKnow) answerer.answer(index, "Wer hat den Pokal gewonnen?", "de")).text())
                .startsWith("Dazu habe ich");
        assertThat(((DontKnow) answerer.answer(index, "zzz", "xx")).text())
                .startsWith("I couldn't find");
    }

    @Test
    void isAsSureAsItIsTold() {
        assertThat(new ExtractiveAnswerer(1).answer(index, "opening hours", "en"))
                .isInstanceOf(DontKnow.class);
        assertThat(new ExtractiveAnswerer(0).answer(index, "lamp zzz yyy xxx", "en"))
                .isInstanceOf(Answered.class);
        assertThatIllegalArgumentException().isThrownBy(() -> new ExtractiveAnswerer(Double.NaN));
    }

    @Test
    void knowsNothingFromNoDocuments() {
        try (KnowledgeIndex empty = KnowledgeIndex.build(List.of())) {
            assertThat(answerer.answer(empty, "opening hours", "en")).isInstanceOf(DontKnow.class);
        }
    }
}
