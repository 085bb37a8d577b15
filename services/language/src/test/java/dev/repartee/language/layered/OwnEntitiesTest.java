package dev.repartee.language.layered;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.contract.content.Entity;
import dev.repartee.language.RuleAnalyzer;
import dev.repartee.language.entity.custom.CustomEntities;
import dev.repartee.language.entity.custom.EntityDefinition.Catalogue;
import dev.repartee.language.entity.custom.EntityDefinition.Item;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnEntitiesTest {

    private static final RuleAnalyzer RULES = RuleAnalyzer.shipped("US");
    private static final ZonedDateTime AT = ZonedDateTime.parse("2026-03-04T10:00:00Z");
    private static final CustomEntities DISHES =
            CustomEntities.of(
                    List.of(
                            new Catalogue(
                                    "dish",
                                    List.of(new Item("D-7", List.of("margherita"))),
                                    true)));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a table for four please|four|guests|4",
                "can we come tomorrow|tomorrow|visit|2026-03-05",
                "come on friday at 5 pm|friday|day|2026-03-06",
                "two large margheritas|two large margheritas|dish|D-7",
                "a margherita|margherita|food|D-7",
                "the corner   table|corner   table|place|corner table",
            })
    void aTaughtValueIsGivenInItsStandardForm(
            String text, String value, String type, String normalized) {
        int start = text.indexOf(value);
        Entity taught = new Entity(type, value, null, start, start + value.length());
        assertThat(merged(taught, text))
                .filteredOn(entity -> entity.start() == start)
                .singleElement()
                .satisfies(
                        entity -> {
                            assertThat(entity.type()).isEqualTo(type);
                            assertThat(entity.text()).isEqualTo(value);
                            assertThat(entity.normalized()).isEqualTo(normalized);
                        });
    }

    @Test
    void whatNobodyTaughtStaysBesideIt() {
        String text = "four people on friday";
        assertThat(merged(new Entity("guests", "four people", null, 0, 11), text))
                .extracting(Entity::type)
                .containsExactly("guests", "date");
    }

    private static List<Entity> merged(Entity taught, String text) {
        return OwnEntities.merge(List.of(taught), read(text), OwnEntitiesTest::read);
    }

    private static List<Entity> read(String text) {
        return RULES.analyze(text, "en", AT, "US", DISHES).entities();
    }
}
