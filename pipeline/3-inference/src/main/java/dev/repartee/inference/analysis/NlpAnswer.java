package dev.repartee.inference.analysis;

import dev.repartee.contract.content.Entity;
import dev.repartee.contract.content.Intent;
import dev.repartee.contract.content.Nlu;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the answer of an external service: {@code {intent: {name, confidence}, entities: [{type,
 * text, normalized?, start?, end?}]}}. Nothing in it is trusted: what does not fit the message is
 * left out.
 */
final class NlpAnswer {

    static final String ANALYSER = "nlp-api";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_.:-]{1,100}");
    private static final int MOST_ENTITIES = 100;
    private static final int LONGEST_VALUE = 1_000;

    private NlpAnswer() {}

    /** The analysis, or empty when the bytes are no answer at all. */
    static Optional<Nlu> read(byte[] body, String text) {
        JsonNode answer;
        try {
            answer = MAPPER.readTree(body);
        } catch (JacksonException e) {
            return Optional.empty();
        }
        if (!answer.isObject() || !(answer.has("intent") || answer.has("entities"))) {
            return Optional.empty();
        }
        return Optional.of(
                new Nlu(intent(answer.path("intent")), entities(answer, text), ANALYSER));
    }

    private static @Nullable Intent intent(JsonNode node) {
        String name = text(node, "name");
        JsonNode confidence = node.path("confidence");
        if (name == null || !NAME.matcher(name).matches() || !confidence.isNumber()) {
            return null;
        }
        double value = confidence.doubleValue();
        return value >= 0 && value <= 1 ? new Intent(name, value) : null;
    }

    private static List<Entity> entities(JsonNode answer, String text) {
        List<Entity> entities = new ArrayList<>();
        for (JsonNode node : answer.path("entities")) {
            Entity entity = entity(node, text);
            if (entity != null && entities.size() < MOST_ENTITIES) {
                entities.add(entity);
            }
        }
        entities.sort(Comparator.comparingInt(Entity::start));
        return entities;
    }

    private static @Nullable Entity entity(JsonNode node, String text) {
        String type = text(node, "type");
        String value = text(node, "text");
        if (type == null || value == null || !NAME.matcher(type).matches()) {
            return null;
        }
        int start = node.path("start").asInt(-1);
        if (start < 0 || !text.startsWith(value, start)) {
            start = text.indexOf(value);
        }
        return start < 0
                ? null
                : new Entity(type, value, text(node, "normalized"), start, start + value.length());
    }

    private static @Nullable String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isString()
                        && !value.stringValue().isEmpty()
                        && value.stringValue().length() <= LONGEST_VALUE
                ? value.stringValue()
                : null;
    }
}
