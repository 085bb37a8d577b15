package dev.repartee.language.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Rasa's JSON ({@code rasa_nlu_data}), SNIPS's (an intent with pieces of text) and a plain list of
 * {@code {"text": ..., "intent": ...}}. Offsets of Rasa count characters as Python does and are
 * turned into UTF-16.
 */
final class JsonFormat implements DatasetFormat {

    private static final int MAX_DEPTH = 20;

    private static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(MAX_DEPTH)
                                                    .build())
                                    .build())
                    .build();

    @Override
    public void read(String text, Collector into) {
        JsonNode root = parse(text, into.file());
        if (root.path("rasa_nlu_data").isObject()) {
            records(root.path("rasa_nlu_data").path("common_examples"), into);
        } else if (root.isArray()) {
            records(root, into);
        } else if (root.isObject()) {
            snips(root, into);
        } else {
            throw DatasetFault.of(into.file(), "neither Rasa's nor SNIPS's JSON");
        }
    }

    private static JsonNode parse(String text, String file) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException wrong) {
            int line = wrong.getLocation() == null ? 1 : wrong.getLocation().getLineNr();
            throw DatasetFault.at(file, Math.max(1, line), "not JSON");
        }
    }

    private static void records(JsonNode list, Collector into) {
        if (!list.isArray()) {
            throw DatasetFault.of(into.file(), "expected a list of examples");
        }
        int number = 0;
        for (JsonNode each : list) {
            number++;
            if (!each.path("text").isString() || !each.path("intent").isString()) {
                throw DatasetFault.at(
                        into.file(), number, "the example lacks a 'text' or an 'intent'");
            }
            String text = each.path("text").stringValue();
            into.add(
                    number,
                    each.path("intent").stringValue(),
                    new MarkedText(text, annotations(text, each.path("entities"), number, into)));
        }
    }

    private static List<Annotation> annotations(
            String text, JsonNode entities, int number, Collector into) {
        List<Annotation> annotations = new ArrayList<>();
        int length = text.codePointCount(0, text.length());
        for (JsonNode entity : entities) {
            int start = entity.path("start").asInt(-1);
            int end = entity.path("end").asInt(-1);
            String type = entity.path("entity").asString("");
            if (start < 0 || end <= start || end > length || type.isBlank()) {
                throw DatasetFault.at(
                        into.file(), number, "an entity without 'start', 'end' or 'entity'");
            }
            annotations.add(
                    new Annotation(
                            text.offsetByCodePoints(0, start),
                            text.offsetByCodePoints(0, end),
                            type));
        }
        return annotations;
    }

    private static void snips(JsonNode root, Collector into) {
        for (Map.Entry<String, JsonNode> intent : root.properties()) {
            if (!intent.getValue().isArray()) {
                throw DatasetFault.of(into.file(), "neither Rasa's nor SNIPS's JSON");
            }
            int number = 0;
            for (JsonNode example : intent.getValue()) {
                pieces(++number, intent.getKey(), example.path("data"), into);
            }
        }
    }

    private static void pieces(int number, String intent, JsonNode pieces, Collector into) {
        StringBuilder text = new StringBuilder();
        List<Annotation> annotations = new ArrayList<>();
        for (JsonNode piece : pieces) {
            String words = piece.path("text").asString("");
            String entity = piece.path("entity").asString("");
            if (!entity.isBlank() && !words.isEmpty()) {
                annotations.add(
                        new Annotation(text.length(), text.length() + words.length(), entity));
            }
            text.append(words);
        }
        into.add(number, intent, new MarkedText(text.toString(), annotations));
    }
}
