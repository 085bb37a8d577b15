package dev.repartee.training.entity;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.language.entity.custom.CustomEntities;
import dev.repartee.language.entity.custom.EntityDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Entities as people write them: {@code {pattern: REGEX}}, or {@code {items: [...], fuzzy: true}}
 * where an item is a text or {@code {value, names}}. What is read here can be compiled.
 */
public final class EntityForm {

    /** Most entities of a tenant, and of each of its assistants. */
    public static final int MOST_ENTITIES = 200;

    /** Most items of all lists of a tenant, and of each of its assistants. */
    public static final int MOST_ITEMS = 50_000;

    private static final int MOST_NAMES = 50;
    private static final int LONGEST_VALUE = 200;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private EntityForm() {}

    /**
     * Reads one.
     *
     * @param type under which it is reported
     * @throws ReparteeException {@code INVALID_FIELD} naming the field and the cause: a pattern
     *     that RE2 doesn't know or that is too large, say
     */
    public static EntityDefinition read(String type, JsonNode form) {
        EntityDefinition definition = definition(type, form);
        CustomEntities.of(List.of(definition));
        return definition;
    }

    /**
     * Reads an object of them by type.
     *
     * @throws ReparteeException as {@link #read}, or when there are too many
     */
    public static List<EntityDefinition> readAll(JsonNode forms) {
        if (!forms.isObject()) {
            throw invalid("entities must be an object: {TYPE: {pattern: ...} or {items: [...]}}");
        }
        List<EntityDefinition> definitions = new ArrayList<>();
        forms.properties().forEach(each -> definitions.add(read(each.getKey(), each.getValue())));
        checkRoom(definitions.size(), definitions.stream().mapToInt(EntityForm::items).sum());
        return definitions;
    }

    /** The form that {@link #read} reads. */
    public static ObjectNode write(EntityDefinition definition) {
        ObjectNode form = JsonNodeFactory.instance.objectNode();
        switch (definition) {
            case EntityDefinition.Pattern pattern -> form.put("pattern", pattern.regex());
            case EntityDefinition.Catalogue catalogue -> {
                form.put("fuzzy", catalogue.fuzzy());
                ArrayNode items = form.putArray("items");
                catalogue.items().forEach(item -> write(item, items));
            }
        }
        return form;
    }

    /** What {@link #readAll} reads. */
    public static ObjectNode writeAll(List<EntityDefinition> definitions) {
        ObjectNode forms = JsonNodeFactory.instance.objectNode();
        definitions.forEach(each -> forms.set(each.type(), write(each)));
        return forms;
    }

    static EntityDefinition parse(String type, String stored) {
        return definition(type, MAPPER.readTree(stored));
    }

    static int items(EntityDefinition definition) {
        return switch (definition) {
            case EntityDefinition.Pattern _ -> 0;
            case EntityDefinition.Catalogue catalogue -> catalogue.items().size();
        };
    }

    static void checkRoom(int entities, long items) {
        if (entities > MOST_ENTITIES) {
            throw invalid("there may be %d entities at most".formatted(MOST_ENTITIES));
        }
        if (items > MOST_ITEMS) {
            throw invalid("all lists together may have %,d items at most".formatted(MOST_ITEMS));
        }
    }

    private static EntityDefinition definition(String type, JsonNode form) {
        if (!form.isObject() || form.has("pattern") == form.has("items")) {
            throw invalid(at(type, "must have either a pattern or items"));
        }
        boolean list = form.has("items");
        Set<String> known = list ? Set.of("items", "fuzzy") : Set.of("pattern");
        form.propertyNames().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(
                        name -> {
                            throw invalid(at(type, "'" + name + "' is not known here"));
                        });
        return list
                ? catalogue(type, form)
                : new EntityDefinition.Pattern(type, text(form.get("pattern"), type, "pattern"));
    }

    private static EntityDefinition catalogue(String type, JsonNode form) {
        JsonNode fuzzy = form.path("fuzzy");
        JsonNode items = form.get("items");
        if (!fuzzy.isMissingNode() && !fuzzy.isBoolean()) {
            throw invalid(at(type, "fuzzy must be true or false"));
        }
        if (!items.isArray() || items.isEmpty() || items.size() > MOST_ITEMS) {
            throw invalid(at(type, "items must be a list of 1 to %,d".formatted(MOST_ITEMS)));
        }
        List<EntityDefinition.Item> read = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            read.add(item(items.get(i), type, "items[" + i + "]"));
        }
        return new EntityDefinition.Catalogue(type, read, fuzzy.booleanValue(true));
    }

    private static EntityDefinition.Item item(JsonNode item, String type, String path) {
        if (!item.isObject()) {
            return EntityDefinition.Item.of(text(item, type, path));
        }
        JsonNode names = item.path("names");
        if (item.size() != 2 || !names.isArray() || names.isEmpty() || names.size() > MOST_NAMES) {
            throw invalid(
                    at(
                            type,
                            "%s must be a text, or {value, names} with 1 to %d names"
                                    .formatted(path, MOST_NAMES)));
        }
        List<String> read = new ArrayList<>(names.size());
        for (int i = 0; i < names.size(); i++) {
            read.add(text(names.get(i), type, path + ".names[" + i + "]"));
        }
        return new EntityDefinition.Item(text(item.path("value"), type, path + ".value"), read);
    }

    private static String text(JsonNode value, String type, String path) {
        boolean pattern = path.equals("pattern");
        String text = value.isString() || value.isNumber() ? value.asString() : "";
        if (text.isBlank()
                || text.chars().anyMatch(Character::isISOControl)
                || !pattern && text.length() > LONGEST_VALUE) {
            throw invalid(
                    at(
                            type,
                            pattern
                                    ? "pattern must be a text without control characters"
                                    : "%s must be a text of 1 to %d characters"
                                            .formatted(path, LONGEST_VALUE)));
        }
        return pattern ? text : text.strip();
    }

    private static void write(EntityDefinition.Item item, ArrayNode items) {
        if (item.names().equals(List.of(item.value()))) {
            items.add(item.value());
            return;
        }
        ObjectNode form = items.addObject().put("value", item.value());
        ArrayNode names = form.putArray("names");
        item.names().forEach(names::add);
    }

    private static String at(String type, String cause) {
        String shown = type.length() <= 64 ? type : type.substring(0, 64) + "...";
        return "the entity '%s': %s".formatted(shown, cause);
    }

    private static ReparteeException invalid(String detail) {
        return new ReparteeException(ErrorCode.INVALID_FIELD, detail);
    }
}
