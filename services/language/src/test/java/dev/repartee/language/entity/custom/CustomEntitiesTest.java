package dev.repartee.language.entity.custom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repartee.contract.ReparteeException;
import dev.repartee.language.RandomTexts;
import dev.repartee.language.entity.custom.EntityDefinition.Catalogue;
import dev.repartee.language.entity.custom.EntityDefinition.Item;
import dev.repartee.language.token.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CustomEntitiesTest {

    private static final CustomEntities OWN =
            CustomEntities.of(
                    List.of(
                            new EntityDefinition.Pattern("sku", "PRD-\\d{4}"),
                            new Catalogue(
                                    "product",
                                    List.of(
                                            Item.of("running shoe"),
                                            Item.of("trail running shoe"),
                                            Item.of("Blaue Lampe"),
                                            Item.of("zapato rojo"),
                                            Item.of("headphones"),
                                            Item.of("नीली कुर्सी"),
                                            Item.of("X100"),
                                            new Item("TV-1", List.of("television", "telly"))),
                                    true)));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    two runing shoes please | runing shoes | running shoe
                    the trail running shoe | trail running shoe | trail running shoe
                    die blauen Lampen | blauen Lampen | Blaue Lampe
                    quiero zapatos rojos | zapatos rojos | zapato rojo
                    my headfones broke | headfones | headphones
                    my haedphones broke | haedphones | headphones
                    👍 नीली कुर्सियां | नीली कुर्सियां | नीली कुर्सी
                    a telvision | telvision | TV-1
                    the TELLY | TELLY | TV-1
                    an X100 | X100 | X100
                    is PRD-1234 there | PRD-1234 | PRD-1234
                    """)
    void findsWhatIsMeant(String text, String written, String value) {
        assertThat(OWN.find(text, Tokenizer.tokenize(text)))
                .singleElement()
                .satisfies(
                        found -> {
                            assertThat(found.value()).isEqualTo(value);
                            assertThat(text.substring(found.start(), found.end()))
                                    .isEqualTo(written);
                        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"X200", "the shore", "running", "hello", "PRD-12", "blau", "tell me"})
    void doesNotTakeOtherWordsForIts(String text) {
        assertThat(OWN.find(text, Tokenizer.tokenize(text))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(?=x)",
                "(a)\\1",
                "((a{900}){900})",
                "x{1,999}y{1,999}",
                "a*",
                "[",
                "(",
                " "
            })
    void refusesAPatternThatCouldRunForeverOrMeansNothing(String regex) {
        List<EntityDefinition> definitions = List.of(new EntityDefinition.Pattern("code", regex));
        assertThatThrownBy(() -> CustomEntities.of(definitions))
                .isInstanceOf(ReparteeException.class)
                .hasMessageContaining("'code'");
    }

    @Test
    void takesLinearTimeForWhatBacktrackersDieOf() {
        CustomEntities own =
                CustomEntities.of(List.of(new EntityDefinition.Pattern("code", "(a+)+$")));
        String text = "a".repeat(5000) + "!";
        assertThat(own.find(text, Tokenizer.tokenize(text))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Upper", "with space", "1st"})
    void refusesATypeThatIsNoName(String type) {
        List<EntityDefinition> definitions = List.of(new EntityDefinition.Pattern(type, "a"));
        assertThatThrownBy(() -> CustomEntities.of(definitions))
                .isInstanceOf(ReparteeException.class);
    }

    @Test
    void refusesAnItemWithoutAWordOrWithTooMany() {
        for (String name : List.of("!!!", "w ".repeat(11), "w".repeat(201))) {
            List<EntityDefinition> definitions =
                    List.of(new Catalogue("product", List.of(Item.of(name)), true));
            assertThatThrownBy(() -> CustomEntities.of(definitions))
                    .isInstanceOf(ReparteeException.class)
                    .hasMessageContaining("'product'");
        }
    }

    @Test
    void findsMisspeltNamesAmongAHundredThousand() {
        var random = new Random(5);
        var items = new ArrayList<Item>();
        for (int i = 0; i < 100_000; i++) {
            items.add(Item.of(word(random, 7 + random.nextInt(6)) + " " + word(random, 6)));
        }
        CustomEntities own = CustomEntities.of(List.of(new Catalogue("item", items, true)));
        for (int i = 0; i < 200; i++) {
            String name = items.get(random.nextInt(items.size())).value();
            String text = "please send " + name.substring(0, 3) + name.substring(4) + " today";
            assertThat(own.find(text, Tokenizer.tokenize(text)))
                    .extracting(CustomSpan::value)
                    .contains(name);
        }
    }

    @Test
    void staysInsideTheTextWhateverItIs() {
        RandomTexts.texts()
                .forEach(
                        text -> {
                            for (CustomSpan span : OWN.find(text, Tokenizer.tokenize(text))) {
                                assertThat(span.start()).isBetween(0, span.end() - 1);
                                assertThat(span.end()).isLessThanOrEqualTo(text.length());
                            }
                        });
    }

    private static String word(Random random, int length) {
        var word = new StringBuilder();
        for (int i = 0; i < length; i++) {
            word.append((char) ('a' + random.nextInt(26)));
        }
        return word.toString();
    }
}
