package dev.repartee.language.intent.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordGroupsTest {

    private static final WordGroups SHIPPED = WordGroups.shipped();

    @ParameterizedTest
    @CsvSource({
        "guitar, violin",
        "lawyer, dentist",
        "purchase, buy",
        "song, playlist",
        "cancel, stornieren",
        "cancel, cancelar",
        "invoice, rechnung",
        "refund, रिफंड",
        "delete, hatao"
    })
    void differentWordsShareWhatTheyStandFor(String one, String other) {
        assertThat(shared(one, other)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"guitar, dentist", "refund, violin", "monday, soup"})
    void wordsForDifferentThingsShareNothing(String one, String other) {
        assertThat(shared(one, other)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "guitars, guitar",
        "cars, car",
        "ordering, order",
        "purchased, purchase",
        "cancelled, cancel",
        "reminded, remind",
        "lampen, lampe",
        "rechnungen, rechnung",
        "facturas, factura"
    })
    void formsOfAWordStandForWhatItStandsFor(String form, String word) {
        assertThat(SHIPPED.of(form)).isEqualTo(SHIPPED.of(word));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "ing", "ssing", "aaaed", "xqzv", "\uD83D\uDC4D", "?", "बब"})
    void whatIsInNoGroupHasNoKind(String word) {
        assertThat(SHIPPED.of(word)).isEmpty();
    }

    @Test
    void knowsNamesOnlyWhereTheyAreAskedFor() {
        WordGroups withNames = WordGroups.withNames();

        for (String name : List.of("priya", "nairobi", "rihanna", "moroccan", "gnocchi")) {
            assertThat(withNames.of(name)).as(name).isNotEmpty();
            assertThat(SHIPPED.of(name)).as(name).isEmpty();
        }
        assertThat(withNames.of("guitar")).isEqualTo(SHIPPED.of("guitar"));
    }

    @Test
    void anEndlessWordHasNoKind() {
        assertThat(SHIPPED.of("a".repeat(100_000) + "ing")).isEmpty();
    }

    @Test
    void readsKindsAndTheirWordsWithoutAccents() throws IOException {
        WordGroups groups =
                WordGroups.readFrom(
                        new StringReader(
                                "# a remark: none\n\nfood: Café soup\ndrink: café tea café\n"));

        assertThat(groups.of("cafe")).hasSize(2);
        assertThat(groups.of("soup")).hasSize(1);
        assertThat(groups.of("tea")).hasSize(1);
        assertThat(groups.of("remark")).isEmpty();
        assertThat(groups.of("none")).isEmpty();
    }

    private static int[] shared(String one, String other) {
        int[] others = SHIPPED.of(other);
        return Arrays.stream(SHIPPED.of(one))
                .filter(kind -> Arrays.stream(others).anyMatch(every -> every == kind))
                .toArray();
    }
}
