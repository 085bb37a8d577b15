package dev.repartee.knowledge.span;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.knowledge.Answer.Answered;
import dev.repartee.knowledge.Document;
import dev.repartee.knowledge.ExtractiveAnswerer;
import dev.repartee.knowledge.KnowledgeIndex;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SpanReaderTest {

    private static final String HISTORY =
            """
            # Company history

            The workshop was founded in 1987 by Marta Kowalska. It employs 24 people today.
            The first lamp, called Aurora, was sold for 49 euros.
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "When was the workshop founded?|1987",
                "Who founded the workshop?|Marta Kowalska",
                "How many people does the workshop employ?|24",
                "What was the first lamp called?|Aurora",
            })
    void namesTheWordsThatWereAskedFor(String question, String words) {
        Answered answered = ask(question);

        assertThat(answered.shortest().text()).isEqualTo(words);
        assertThat(HISTORY.substring(answered.shortest().start(), answered.shortest().end()))
                .isEqualTo(words);
    }

    @Test
    void namesSomethingOfTheAnswerWhenNothingFits() {
        assertThat(ask("Why was the workshop founded?").shortest().text()).isNotBlank();
    }

    private static Answered ask(String question) {
        try (KnowledgeIndex index =
                KnowledgeIndex.build(
                        List.of(new Document("h", "History", "text/markdown", HISTORY)))) {
            return (Answered) new ExtractiveAnswerer(0).answer(index, question, "en");
        }
    }
}
