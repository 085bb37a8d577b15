package dev.repartee.bench.fuzz.guide;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Changes the JSON object that an input ends with, so that it stays JSON: values of other types,
 * fields left out, added, renamed or swapped. An input without one stays as it is.
 */
final class JsonMutation {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final int DEEP = 1_200;

    private final RandomGenerator random;
    private final Words words;

    JsonMutation(RandomGenerator random, Words words) {
        this.random = random;
        this.words = words;
    }

    byte[] mutate(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        int start = text.indexOf('{');
        if (start < 0) {
            return input;
        }
        JsonNode tree;
        try {
            tree = MAPPER.readTree(input, start, input.length - start);
        } catch (JacksonException e) {
            return input;
        }
        List<JsonNode> containers = new ArrayList<>();
        collect(tree, containers);
        if (containers.isEmpty()) {
            return input;
        }
        change(containers.get(random.nextInt(containers.size())), containers);
        byte[] json;
        try {
            json = MAPPER.writeValueAsBytes(tree);
        } catch (JacksonException | StackOverflowError tooOdd) {
            return input;
        }
        byte[] changed = new byte[start + json.length];
        System.arraycopy(input, 0, changed, 0, start);
        System.arraycopy(json, 0, changed, start, json.length);
        return changed;
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainer()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }

    private void change(JsonNode container, List<JsonNode> containers) {
        switch (container) {
            case ObjectNode object -> change(object, containers);
            case ArrayNode array -> change(array, containers);
            case JsonNode other -> throw new IllegalStateException("no container: " + other);
        }
    }

    private void change(ObjectNode object, List<JsonNode> containers) {
        List<String> names = new ArrayList<>(object.propertyNames());
        if (names.isEmpty() || random.nextInt(8) == 0) {
            object.set(words.any(random), value(containers));
            return;
        }
        String name = names.get(random.nextInt(names.size()));
        switch (random.nextInt(6)) {
            case 0 -> object.remove(name);
            case 1 -> object.set(words.any(random), object.remove(name));
            case 2 ->
                    object.set(
                            name, object.get(names.get(random.nextInt(names.size()))).deepCopy());
            default -> object.set(name, value(containers));
        }
    }

    private void change(ArrayNode array, List<JsonNode> containers) {
        if (array.isEmpty() || random.nextInt(3) == 0) {
            array.add(value(containers));
        } else if (random.nextBoolean()) {
            array.remove(random.nextInt(array.size()));
        } else {
            array.set(random.nextInt(array.size()), value(containers));
        }
    }

    private JsonNode value(List<JsonNode> containers) {
        return switch (random.nextInt(12)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2 -> NODES.numberNode(random.nextInt(-2, 3));
            case 3 -> NODES.numberNode(random.nextLong());
            case 4 -> NODES.numberNode(random.nextDouble() * Math.pow(10, random.nextInt(300)));
            case 5 -> NODES.arrayNode();
            case 6 -> NODES.objectNode();
            case 7 -> containers.get(random.nextInt(containers.size())).deepCopy();
            case 8 -> random.nextInt(16) == 0 ? deep() : NODES.stringNode(words.any(random));
            default -> NODES.stringNode(words.any(random));
        };
    }

    private static JsonNode deep() {
        JsonNode node = NODES.arrayNode();
        for (int i = 0; i < DEEP; i++) {
            node = NODES.arrayNode().add(node);
        }
        return node;
    }
}
