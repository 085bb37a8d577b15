package dev.repartee.training.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.language.entity.custom.EntityDefinition;
import dev.repartee.language.entity.custom.EntityDefinition.Catalogue;
import dev.repartee.language.entity.custom.EntityDefinition.Item;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class EntityFormTest {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    @Test
    void whatIsWrittenIsReadBackInItsOrder() {
        List<EntityDefinition> definitions =
                List.of(
                        new EntityDefinition.Pattern("sku", "PRD-\\d{4}"),
                        new Catalogue(
                                "product",
                                List.of(
                                        Item.of("running shoe"),
                                        new Item("TV-1", List.of("television", "telly"))),
                                false));
        JsonNode written = MAPPER.readTree(EntityForm.writeAll(definitions).toString());
        assertThat(EntityForm.readAll(written)).isEqualTo(definitions);
    }

    @Test
    void misspeltNamesCountUnlessSaidOtherwiseAndNumbersAreNames() {
        assertThat(EntityForm.read("size", tree("{'items': [38, ' forty ']}")))
                .isEqualTo(new Catalogue("size", List.of(Item.of("38"), Item.of("forty")), true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|either a pattern or items",
                "7|either a pattern or items",
                "{'pattern': 'x', 'items': ['y']}|either a pattern or items",
                "{'pattern': 'x', 'colour': 'red'}|'colour' is not known",
                "{'pattern': ['x']}|pattern must be a text",
                "{'pattern': 'a\\u0000b'}|control characters",
                "{'items': []}|items must be a list",
                "{'items': 'x'}|items must be a list",
                "{'items': ['x'], 'fuzzy': 'no'}|fuzzy must be",
                "{'items': ['x', ' ']}|items[1] must be",
                "{'items': [{'value': 'x'}]}|items[0] must be",
                "{'items': [{'value': 'x', 'names': []}]}|items[0] must be",
                "{'items': [{'value': 'x', 'names': ['y', {}]}]}|items[0].names[1] must be",
                "{'items': ['!!!']}|1 to 10 words",
            })
    void saysWhatIsWrongWithWhichEntity(String form, String cause) {
        assertThatThrownBy(() -> EntityForm.read("product", tree(form)))
                .isInstanceOfSatisfying(
                        ReparteeException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_FIELD))
                .hasMessageContaining("'product'")
                .hasMessageContaining(cause);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"(a+)+\\1", "(?=a)b", "(?<!a)b", "((x{900}){900}){900}", "a*", "(", "[z-a]"})
    void aPatternThatCouldHoldUpMessagesIsRefused(String regex) {
        ObjectNode form = MAPPER.createObjectNode().put("pattern", regex);
        assertThatThrownBy(() -> EntityForm.read("code", form))
                .isInstanceOf(ReparteeException.class)
                .hasMessageContaining("the pattern of 'code' is refused")
                .hasMessageContaining(regex);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Product", "1st", "", "pro duct", "produkt-ä"})
    void aTypeThatIsNoWordIsRefused(String type) {
        assertThatThrownBy(() -> EntityForm.read(type, tree("{'pattern': 'x'}")))
                .hasMessageContaining("type");
    }

    @Test
    void thereAreBounds() {
        ObjectNode many = MAPPER.createObjectNode();
        for (int i = 0; i <= EntityForm.MOST_ENTITIES; i++) {
            many.putObject("t" + i).put("pattern", "x" + i);
        }
        assertThatThrownBy(() -> EntityForm.readAll(many)).hasMessageContaining("200 entities");
        ObjectNode crowded = MAPPER.createObjectNode();
        for (String type : List.of("one", "two")) {
            ArrayNode items = crowded.putObject(type).putArray("items");
            for (int i = 0; i < 30_000; i++) {
                items.add("item " + i);
            }
        }
        assertThatThrownBy(() -> EntityForm.readAll(crowded)).hasMessageContaining("50,000 items");
        assertThatThrownBy(() -> EntityForm.readAll(tree("[]"))).hasMessageContaining("object");
    }

    /** JSON with quotes that read well in Java. */
    private static JsonNode tree(String form) {
        return MAPPER.readTree(form.replace('\'', '"'));
    }
}
