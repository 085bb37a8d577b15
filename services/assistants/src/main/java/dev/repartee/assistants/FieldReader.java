package dev.repartee.assistants;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Reads the fields of one object of a definition and notes what is wrong with each, so that an
 * author sees all errors at once. After an error it goes on with a harmless value.
 */
final class FieldReader {

    private final JsonNode node;
    private final String path;
    private final List<FieldError> errors;
    private final Set<String> known = new LinkedHashSet<>();

    FieldReader(JsonNode node, String path, List<FieldError> errors) {
        this.node = node;
        this.path = path;
        this.errors = errors;
        if (!node.isObject()) {
            error(path.isEmpty() ? "definition" : path, "must be an object");
        }
    }

    /** A text; {@code absent} null makes it required. */
    String text(String name, int longest, @Nullable String absent) {
        JsonNode value = child(name);
        if (value == null) {
            if (absent == null) {
                error(pathOf(name), "is required");
            }
            return absent == null ? "" : absent;
        }
        return text(value, pathOf(name), absent == null ? 1 : 0, longest);
    }

    /** A text that matches a pattern; {@code form} says in words what that is. */
    String word(String name, Pattern pattern, String form, @Nullable String absent) {
        String value = text(name, 200, absent);
        if (!value.isEmpty() && !pattern.matcher(value).matches()) {
            error(pathOf(name), "must be " + form);
        }
        return value;
    }

    int whole(String name, int least, int most, int absent) {
        JsonNode value = child(name);
        if (value == null) {
            return absent;
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.intValue() < least
                || value.intValue() > most) {
            error(pathOf(name), "must be a whole number from %d to %d".formatted(least, most));
            return absent;
        }
        return value.intValue();
    }

    @Nullable Double decimal(String name, double least, double most) {
        JsonNode value = child(name);
        if (value == null) {
            return null;
        }
        if (!value.isNumber() || value.doubleValue() < least || value.doubleValue() > most) {
            error(pathOf(name), "must be a number from %s to %s".formatted(least, most));
            return null;
        }
        return value.doubleValue();
    }

    @Nullable Boolean flag(String name) {
        JsonNode value = child(name);
        if (value != null && !value.isBoolean()) {
            error(pathOf(name), "must be true or false");
            return null;
        }
        return value == null ? null : value.booleanValue();
    }

    /** An object's fields; an absent one reads as empty. */
    FieldReader object(String name) {
        JsonNode value = child(name);
        return value == null
                ? new FieldReader(JsonNodeFactory.instance.objectNode(), pathOf(name), errors)
                : new FieldReader(value, pathOf(name), errors);
    }

    boolean has(String name) {
        return child(name) != null;
    }

    boolean isText(String name) {
        JsonNode value = child(name);
        return value != null && value.isString();
    }

    /** A list; each element is handed over with its path. */
    <T> List<T> list(String name, int most, Function<Element, T> read) {
        JsonNode value = child(name);
        return value == null ? List.of() : elements(value, pathOf(name), most, read);
    }

    <T> List<T> elements(JsonNode value, String at, int most, Function<Element, T> read) {
        if (!value.isArray()) {
            error(at, "must be a list");
            return List.of();
        }
        if (value.size() > most) {
            error(at, "must have %d entries at most".formatted(most));
            return List.of();
        }
        List<T> elements = new ArrayList<>(value.size());
        for (int i = 0; i < value.size(); i++) {
            elements.add(read.apply(new Element(value.get(i), at + "[" + i + "]")));
        }
        return elements;
    }

    /** Every field of this object, whatever its name, handed over with its path. */
    <T> Map<String, T> entries(int most, Function<Element, T> read) {
        Map<String, T> entries = new LinkedHashMap<>();
        if (node.size() > most) {
            error(path, "must have %d entries at most".formatted(most));
        } else if (node.isObject()) {
            node.properties()
                    .forEach(
                            entry -> {
                                known.add(entry.getKey());
                                Element element =
                                        new Element(entry.getValue(), pathOf(entry.getKey()));
                                entries.put(entry.getKey(), read.apply(element));
                            });
        }
        return entries;
    }

    /** A value and where it stands. */
    record Element(JsonNode value, String path) {}

    FieldReader object(Element element) {
        return new FieldReader(element.value(), element.path(), errors);
    }

    String text(JsonNode value, String at, int shortest, int longest) {
        if (!value.isString()) {
            error(at, "must be a text");
            return "";
        }
        String text = value.stringValue();
        if (text.length() > longest || text.strip().length() < shortest) {
            error(at, "must be %d to %,d characters".formatted(shortest, longest));
        }
        return text;
    }

    /** Notes every field that nobody asked for. */
    void refuseOthers() {
        if (!node.isObject()) {
            return;
        }
        for (String name : node.propertyNames()) {
            if (!known.contains(name)) {
                error(pathOf(name), "is not known" + Spelling.suggestion(name, known));
            }
        }
    }

    void error(String at, String detail) {
        errors.add(new FieldError(at, detail));
    }

    String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private @Nullable JsonNode child(String name) {
        known.add(name);
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value;
    }
}
