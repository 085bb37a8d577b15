package dev.repartee.gateway.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes JSON: absent fields left out, times in ISO 8601. Thread-safe. */
public final class Json {

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .changeDefaultPropertyInclusion(
                            inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
                    .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .build();

    private Json() {}

    /** An empty object. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** The value as a node. */
    public static tools.jackson.databind.JsonNode node(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** The text of the value. */
    public static String text(Object value) {
        return MAPPER.writeValueAsString(value);
    }
}
