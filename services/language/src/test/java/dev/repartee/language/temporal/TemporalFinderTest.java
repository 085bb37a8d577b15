package dev.repartee.language.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.language.number.NumbersInText;
import dev.repartee.language.token.Tokenizer;
import dev.repartee.language.token.Tokens;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

final class TemporalFinderTest {

    /** A Wednesday. */
    private static final ZonedDateTime NOW =
            ZonedDateTime.parse("2026-03-04T10:00:00+01:00[Europe/Berlin]");

    @ParameterizedTest
    @CsvFileSource(resources = "times.psv", delimiter = '|')
    void readsTimesInFourLanguages(String language, String text, String iso) {
        List<Temporal> found = find(text, language, "ZZ");
        if (iso.equals("-")) {
            assertThat(found).as(text).isEmpty();
        } else {
            assertThat(found).as(text).extracting(Temporal::iso).containsExactly(iso);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    see you next Friday at 5, ok | next Friday at 5
                    it opens in two weeks. | in two weeks
                    open from 9am to 5pm daily | 9am to 5pm
                    for an hour and a half only | an hour and a half
                    👋🏽 tomorrow? | tomorrow
                    """)
    void coversExactlyTheWordsThatTellTheTime(String text, String told) {
        assertThat(find(text, "en", "ZZ"))
                .singleElement()
                .satisfies(
                        found ->
                                assertThat(text.substring(found.start(), found.end()))
                                        .isEqualTo(told));
    }

    @ParameterizedTest
    @CsvSource({"US, 2026-03-04", "GB, 2026-04-03", "IN, 2026-04-03", "ZZ,"})
    void readsDayAndMonthAsTheRegionWritesThem(String region, String iso) {
        assertThat(find("on 03/04/2026", "en", region))
                .singleElement()
                .extracting(Temporal::iso)
                .isEqualTo(iso);
    }

    @ParameterizedTest
    @CsvSource({
        "on 29 February, 2028-02-29",
        "on 31 December, 2026-12-31",
        "on March 4, 2026-03-04"
    })
    void takesTheNextSuchDay(String text, String iso) {
        assertThat(find(text, "en", "ZZ")).extracting(Temporal::iso).containsExactly(iso);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    on 31 February
                    at 25:61
                    in 99999999 years
                    in 9999 years 9999 years 9999 years
                    31.02.2026
                    2026-13-45
                    99:99
                    between and to
                    from to from to
                    """)
    void makesNothingOfWhatIsNoTime(String text) {
        assertThat(find(text, "en", "US"))
                .noneMatch(found -> found.iso() != null && found.iso().startsWith("2026-02-31"));
    }

    @Test
    void keepsTheOffsetOfTheZoneOnThatDay() {
        assertThat(find("on 1 July at 17:00", "en", "ZZ"))
                .extracting(Temporal::iso)
                .containsExactly("2026-07-01T17:00+02:00");
    }

    private static List<Temporal> find(String text, String language, String region) {
        Tokens tokens = Tokenizer.tokenize(text);
        return new TemporalFinder(region)
                .find(text, tokens, new NumbersInText(tokens, language), language, NOW);
    }
}
