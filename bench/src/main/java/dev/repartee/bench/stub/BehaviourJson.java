package dev.repartee.bench.stub;

import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Behaviour and counts as JSON: one flat object, its names those of the command's options. */
final class BehaviourJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** A setting of a behaviour: its name, and where it is found. */
    enum Setting {
        LATENCY("latency", b -> b.pace().latency()),
        JITTER("jitter", b -> b.pace().jitter()),
        SLOW_RATE("slow-rate", b -> b.pace().slowRate()),
        SLOW_LATENCY("slow-latency", b -> b.pace().slowLatency()),
        ERROR_RATE("error-rate", b -> b.faults().errorRate()),
        LIMIT_RATE("limit-rate", b -> b.faults().limitRate()),
        HANG_RATE("hang-rate", b -> b.faults().hangRate()),
        TRICKLE_RATE("trickle-rate", b -> b.faults().trickleRate()),
        CHUNKS("chunks", b -> b.shape().chunks()),
        TOKENS("tokens-per-reply", b -> b.shape().tokens());

        private final String option;
        private final ToDoubleFunction<StubBehaviour> value;

        Setting(String option, ToDoubleFunction<StubBehaviour> value) {
            this.option = option;
            this.value = value;
        }
    }

    private BehaviourJson() {}

    static byte[] write(StubBehaviour behaviour) {
        return MAPPER.writeValueAsBytes(tree(behaviour));
    }

    static byte[] write(StubCounts counts) {
        return MAPPER.writeValueAsBytes(counts);
    }

    static StubCounts counts(byte[] json) {
        return MAPPER.readValue(json, StubCounts.class);
    }

    static StubBehaviour behaviour(byte[] json) {
        return change(StubBehaviour.DEFAULT, json, 0, json.length);
    }

    /**
     * A behaviour with the settings that a JSON object names.
     *
     * @throws IllegalArgumentException when it is none, or names what does not exist or is out of
     *     range
     */
    static StubBehaviour change(StubBehaviour before, byte[] json, int from, int to) {
        ObjectNode settings = tree(before);
        object(json, from, to)
                .properties()
                .forEach(
                        changed -> {
                            JsonNode value = changed.getValue();
                            if (!settings.has(changed.getKey()) || !value.isNumber()) {
                                throw new IllegalArgumentException(
                                        "no setting, or no number: " + changed.getKey());
                            }
                            settings.set(changed.getKey(), value);
                        });
        return new StubBehaviour(
                new StubPace(
                        value(settings, Setting.LATENCY),
                        value(settings, Setting.JITTER),
                        value(settings, Setting.SLOW_RATE),
                        value(settings, Setting.SLOW_LATENCY)),
                new StubFaults(
                        value(settings, Setting.ERROR_RATE),
                        value(settings, Setting.LIMIT_RATE),
                        value(settings, Setting.HANG_RATE),
                        value(settings, Setting.TRICKLE_RATE)),
                new StubBehaviour.Shape(
                        (int) value(settings, Setting.CHUNKS),
                        (int) value(settings, Setting.TOKENS)));
    }

    /** A message that needs no escapes in JSON. */
    static String printable(@Nullable String message) {
        return String.valueOf(message).replaceAll("[^\\p{Print}]|[\"\\\\]", "?");
    }

    private static JsonNode object(byte[] json, int from, int to) {
        try {
            JsonNode tree = MAPPER.readTree(json, from, to - from);
            if (tree.isObject()) {
                return tree;
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException("no JSON", e);
        }
        throw new IllegalArgumentException("no JSON object");
    }

    private static ObjectNode tree(StubBehaviour behaviour) {
        ObjectNode tree = MAPPER.createObjectNode();
        for (Setting setting : Setting.values()) {
            tree.put(setting.option, setting.value.applyAsDouble(behaviour));
        }
        return tree;
    }

    private static double value(ObjectNode settings, Setting setting) {
        return settings.path(setting.option).doubleValue();
    }
}
