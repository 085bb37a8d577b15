package dev.repartee.gateway.form;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the fields of one JSON object and collects every fault instead of stopping at the first.
 *
 * <p>A field that is null counts as absent. Unknown fields are ignored, except near misses of a
 * known one that is absent: those are typing errors, which would otherwise be lost in silence.
 */
public final class Fields {

    private static final String STRING = "must be a string";

    private final ObjectNode object;
    private final String path;
    private final List<FieldFault> faults;

    public Fields(ObjectNode object) {
        this(object, "", new ArrayList<>());
    }

    private Fields(ObjectNode object, String path, List<FieldFault> faults) {
        this.object = object;
        this.path = path;
        this.faults = faults;
    }

    /** Everything that was wrong so far, in the order of reading. */
    public List<FieldFault> faults() {
        return List.copyOf(faults);
    }

    /** The string, or null when it is absent or no string. */
    public @Nullable String string(String name) {
        JsonNode node = node(name);
        if (node == null) {
            return null;
        }
        if (!node.isString()) {
            fault(name, ErrorCode.INVALID_FIELD, STRING);
            return null;
        }
        return node.stringValue();
    }

    /** The string made into something, or null when it is absent or wrong. */
    public <T> @Nullable T parsed(String name, Function<String, T> parser) {
        String text = string(name);
        if (text == null) {
            return null;
        }
        try {
            return parser.apply(text);
        } catch (ReparteeException e) {
            faults.add(new FieldFault(path + name, e.code(), String.valueOf(e.getMessage())));
            return null;
        }
    }

    /** The boolean, or false when it is absent or no boolean. */
    public boolean flag(String name) {
        JsonNode node = node(name);
        if (node != null && !node.isBoolean()) {
            fault(name, ErrorCode.INVALID_FIELD, "must be true or false");
        }
        return node != null && node.isBoolean() && node.booleanValue();
    }

    /** The integer, or null when it is absent, no integer or out of bounds. */
    public @Nullable Long integer(String name, long least, long most) {
        JsonNode node = node(name);
        if (node == null) {
            return null;
        }
        if (!node.isIntegralNumber()
                || !node.canConvertToLong()
                || node.longValue() < least
                || node.longValue() > most) {
            fault(name, ErrorCode.INVALID_FIELD, "must be an integer, " + least + " to " + most);
            return null;
        }
        return node.longValue();
    }

    /** The number, or null when it is absent, no number or out of bounds. */
    public @Nullable Double number(String name, double least, double most) {
        JsonNode node = node(name);
        if (node == null) {
            return null;
        }
        if (!node.isNumber() || !(node.doubleValue() >= least && node.doubleValue() <= most)) {
            fault(name, ErrorCode.INVALID_FIELD, "must be a number, " + least + " to " + most);
            return null;
        }
        return node.doubleValue();
    }

    /** The objects in an array; none when it is absent, no array, or too long. */
    public List<Fields> objects(String name, int most) {
        JsonNode node = node(name);
        if (node == null) {
            return List.of();
        }
        if (!(node instanceof ArrayNode array)) {
            fault(name, ErrorCode.INVALID_FIELD, "must be an array");
            return List.of();
        }
        if (array.size() > most) {
            fault(name, ErrorCode.INVALID_FIELD, "must have at most " + most + " elements");
            return List.of();
        }
        List<Fields> objects = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            String place = name + "[" + i + "]";
            if (array.get(i) instanceof ObjectNode element) {
                objects.add(new Fields(element, path + place + ".", faults));
            } else {
                fault(place, ErrorCode.INVALID_FIELD, "must be an object");
            }
        }
        return objects;
    }

    /** The object, or null when it is absent or no object. */
    public @Nullable Fields object(String name) {
        JsonNode node = node(name);
        if (node == null) {
            return null;
        }
        if (node instanceof ObjectNode nested) {
            return new Fields(nested, path + name + ".", faults);
        }
        fault(name, ErrorCode.INVALID_FIELD, "must be an object");
        return null;
    }

    /** The field's value, or null when it is absent. */
    public @Nullable JsonNode node(String name) {
        JsonNode node = object.get(name);
        return node == null || node.isNull() ? null : node;
    }

    /** Says that a field that must be there is not, unless a fault of it was noted already. */
    public void require(String name, @Nullable Object value) {
        if (value == null && node(name) == null) {
            fault(name, ErrorCode.INVALID_FIELD, "is required");
        }
    }

    /** Notes a fault of a field. */
    public void fault(String name, ErrorCode code, String what) {
        faults.add(new FieldFault(path + name, code, path + name + " " + what));
    }

    /** Notes unknown fields that look like a known one which is absent. */
    public void refuseNearMisses(Set<String> known) {
        for (String name : object.propertyNames()) {
            if (!known.contains(name)) {
                known.stream()
                        .filter(meant -> !object.has(meant) && NearMiss.likely(name, meant))
                        .findFirst()
                        .ifPresent(
                                meant ->
                                        fault(
                                                name,
                                                ErrorCode.INVALID_FIELD,
                                                "is unknown; did you mean " + meant + "?"));
            }
        }
    }
}
