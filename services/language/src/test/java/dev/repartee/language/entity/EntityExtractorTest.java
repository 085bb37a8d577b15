package dev.repartee.language.entity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.contract.content.Entity;
import dev.repartee.language.RandomTexts;
import dev.repartee.language.entity.custom.CustomEntities;
import dev.repartee.language.token.Tokenizer;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EntityExtractorTest {

    /** A Wednesday. */
    private static final ZonedDateTime AT =
            ZonedDateTime.parse("2026-03-04T10:00:00+01:00[Europe/Berlin]");

    private final EntityExtractor extractor = new EntityExtractor("DE");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    en | write to Jane.Doe+x@Example.co.uk. | email | Jane.Doe+x@Example.co.uk | jane.doe+x@example.co.uk
                    en | see (https://example.com/a_(b)?q=1). | url | https://example.com/a_(b)?q=1 | https://example.com/a_(b)?q=1
                    en | see www.example.com, thanks | url | www.example.com | https://www.example.com
                    de | Tel. 030 901820 | phone | 030 901820 | +4930901820
                    en | call +1 (415) 555-2671 now | phone | +1 (415) 555-2671 | +14155552671
                    en | my order #A-12345 is late | order_number | A-12345 | A-12345
                    en | order number 7654321 | order_number | 7654321 | 7654321
                    es | el pedido número es X99-1234 | order_number | X99-1234 | X99-1234
                    en | it cost $1,234.56 | money | $1,234.56 | 1234.56 USD
                    de | es kostet 1.234,56 € | money | 1.234,56 € | 1234.56 EUR
                    de | für 12,50 Euro | money | 12,50 Euro | 12.50 EUR
                    en | about 20 dollars | money | 20 dollars | 20 USD
                    en | a budget of $5k | money | $5k | 5000 USD
                    en | EUR 99 only | money | EUR 99 | 99 EUR
                    en | R$ 30 please | money | R$ 30 | 30 BRL
                    hi | ₹1,00,000 तक | money | ₹1,00,000 | 100000 INR
                    hi | मुझे 500 रुपये दो | money | 500 रुपये | 500 INR
                    en | Rs. 250 | money | Rs. 250 | 250 INR
                    en | two dollars | money | two dollars | 2 USD
                    en | I need 3 kg | quantity | 3 kg | 3 kg
                    en | a 2.5kg bag | quantity | 2.5kg | 2.5 kg
                    es | tres cajas | quantity | tres cajas | 3 box
                    de | zwei Flaschen | quantity | zwei Flaschen | 2 bottle
                    hi | दो पैकेट | quantity | दो पैकेट | 2 pack
                    en | 15% off | quantity | 15% | 15 percent
                    en | size 42 | number | 42 | 42
                    en | five of them | number | five | 5
                    en | on 2026-05-01 | date | 2026-05-01 | 2026-05-01
                    de | am 1.5.2026 | date | 1.5.2026 | 2026-05-01
                    en | on 25/12/2026 | date | 25/12/2026 | 2026-12-25
                    en | on October 12th | date | October 12th | 2026-10-12
                    en | 12th of October, 2027 | date | 12th of October, 2027 | 2027-10-12
                    es | el 3 de enero | date | 3 de enero | 2027-01-03
                    de | am 12. Oktober | date | 12. Oktober | 2026-10-12
                    en | tomorrow please | date | tomorrow | 2026-03-05
                    de | übermorgen bitte | date | übermorgen | 2026-03-06
                    en | next Friday | date | next Friday | 2026-03-06
                    hi | आज आइए | date | आज | 2026-03-04
                    en | at 5pm | time | 5pm | 17:00
                    en | at 5:30 p.m. | time | 5:30 p.m. | 17:30
                    en | at 5:30 p.m. today | datetime | 5:30 p.m. today | 2026-03-04T17:30+01:00
                    en | 12 am | time | 12 am | 00:00
                    de | um 17:45 Uhr | time | 17:45 Uhr | 17:45
                    fr | à 17h30 | time | 17h30 | 17:30
                    en | it takes 3 hours | duration | 3 hours | PT3H
                    en | 20 bucks | money | 20 bucks | 20 USD
                    en | about 5k | number | 5k | 5000
                    en | two hundred and fifty dollars | money | two hundred and fifty dollars | 250 USD
                    es | treinta y cinco euros | money | treinta y cinco euros | 35 EUR
                    de | zweihundertfünfzig Euro | money | zweihundertfünfzig Euro | 250 EUR
                    hi | ढाई लाख रुपये | money | ढाई लाख रुपये | 250000 INR
                    hi | ५०० रुपये | money | ५०० रुपये | 500 INR
                    en | twenty-two boxes | quantity | twenty-two boxes | 22 box
                    en | my name is Jane van Dyke and I wait | person | Jane van Dyke | Jane van Dyke
                    de | ich heiße Jörg Müller, danke | person | Jörg Müller | Jörg Müller
                    hi | मेरा नाम राहुल शर्मा है | person | राहुल शर्मा | राहुल शर्मा
                    en | I live at 221 Baker Street, London | address | 221 Baker Street, London | 221 Baker Street, London
                    de | in der Karl-Marx-Straße 12a, 10115 Berlin | address | Karl-Marx-Straße 12a, 10115 Berlin | Karl-Marx-Straße 12a, 10115 Berlin
                    es | en la calle Mayor 12 | address | calle Mayor 12 | calle Mayor 12
                    """)
    void findsAndNormalises(
            String language, String text, String type, String value, String normalized) {
        assertThat(extract(text, language))
                .as(text)
                .contains(
                        new Entity(
                                type,
                                value,
                                normalized,
                                text.indexOf(value),
                                text.indexOf(value) + value.length()));
    }

    @Test
    void leavesADateOpenThatCanBeReadBothWays() {
        assertThat(extract("on 03/04/2026", "en"))
                .singleElement()
                .satisfies(
                        date -> {
                            assertThat(date.type()).isEqualTo("date");
                            assertThat(date.normalized()).isNull();
                        });
    }

    @Test
    void countsOffsetsInUtf16OfTheOriginal() {
        String text = "👩‍🚀 e\u0301 שלום: a@b.co, 5 kg";
        for (Entity entity : extract(text, "en")) {
            assertThat(text.substring(entity.start(), entity.end())).isEqualTo(entity.text());
        }
        assertThat(extract(text, "en"))
                .extracting(Entity::type)
                .containsExactly("email", "quantity");
    }

    @Test
    void givesEachPartOfTheTextToOneEntityOnly() {
        List<Entity> found =
                extract("order #12345 on 2026-05-01 at 17:30 for $20 to +49 30 901820", "en");
        assertThat(found)
                .extracting(Entity::type)
                .containsExactly("order_number", "datetime", "money", "phone");
        for (int i = 1; i < found.size(); i++) {
            assertThat(found.get(i).start()).isGreaterThanOrEqualTo(found.get(i - 1).end());
        }
    }

    @Test
    void neverReportsACardNumber() {
        assertThat(extract("my card 4111 1111 1111 1111", "en")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "guten Morgen",
                "one moment",
                "un momento",
                "a may day",
                "no",
                "@home",
                "foo@bar",
                "e.g. this"
            })
    void findsNothingWhereNothingIs(String text) {
        assertThat(extract(text, "en")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"99:99", "31.02.2026", "2026-13-45", "1.2.3.4.5", "12.12"})
    void makesNoDateOrTimeOfOtherNumbers(String text) {
        assertThat(extract(text, "en"))
                .noneMatch(entity -> entity.type().equals("date") || entity.type().equals("time"));
    }

    @ParameterizedTest
    @CsvSource({"en, +14155552671", "en-GB, ''", "de, ''"})
    void readsPhonesAsInTheCountryOfTheLanguageWhenNobodySaysOne(String language, String number) {
        String text = "call 415 555 2671";
        assertThat(
                        new EntityExtractor(Regions.NONE)
                                .extract(text, Tokenizer.tokenize(text), language, AT))
                .filteredOn(entity -> entity.type().equals("phone"))
                .extracting(Entity::normalized)
                .isEqualTo(number.isEmpty() ? List.of() : List.of(number));
    }

    @Test
    void prefersTheTenantsCountryToThatOfTheLanguage() {
        String text = "call 030 901820";
        assertThat(
                        extractor.extract(
                                text,
                                Tokenizer.tokenize(text),
                                "en",
                                AT,
                                "DE",
                                CustomEntities.NONE))
                .extracting(Entity::normalized)
                .containsExactly("+4930901820");
    }

    @Test
    void saysExactlyWhereEachEntityIsWhateverTheText() {
        for (String language : List.of("en", "de", "es", "hi", "hi-Latn", "und")) {
            RandomTexts.texts().forEach(text -> checkPlaces(text, extract(text, language)));
        }
    }

    private static void checkPlaces(String text, List<Entity> entities) {
        int free = 0;
        for (Entity entity : entities) {
            assertThat(entity.start()).as(text).isGreaterThanOrEqualTo(free);
            assertThat(text.substring(entity.start(), entity.end()))
                    .as(text)
                    .isEqualTo(entity.text());
            free = entity.end();
        }
    }

    private List<Entity> extract(String text, String language) {
        return extractor.extract(text, Tokenizer.tokenize(text), language, AT);
    }
}
