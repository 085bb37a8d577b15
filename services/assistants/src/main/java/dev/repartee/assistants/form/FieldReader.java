package dev.repartee.assistants.form;

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
public final class FieldReader {

    /** The path of what is wrong as a whole. */
    public static final String WHOLE = "definition";

    private final JsonNode node;
    private final String path;
    private final List<FieldError> errors;
    private final Set<String> known = new LinkedHashSet<>();

    /** Reads an object's fields; what is wrong is added to the errors. */
    public FieldReader(JsonNode node, String path, List<FieldError> errors) {
        this.node = node;
        this.path = path;
        this.errors = errors;
        if (!node.isObject()) {
            error(path.isEmpty() ? WHOLE : path, "must be an object");
        }
    }

    /** A text; {@code absent} null makes it required. */
    public String text(String name, int longest, @Nullable String absent) {
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
    public String word(String name, Pattern pattern, String form, @Nullable String absent) {
        String value = text(name, 200, absent);
        if (!value.isEmpty() && !pattern.matcher(value).matches()) {
            error(pathOf(name), "must be " + form);
        }
        return value;
    }

    /** A whole number within its limits. */
    public int whole(String name, int least, int most, int absent) {
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

    /** A number within its limits, or null when it is not there. */
    public @Nullable Double decimal(String name, double least, double most) {
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

    /** True or false, or null when it is not there. */
    public @Nullable Boolean flag(String name) {
        JsonNode value = child(name);
        if (value != null && !value.isBoolean()) {
            error(pathOf(name), "must be true or false");
            return null;
        }
        return value == null ? null : value.booleanValue();
    }

    /** An object's fields; an absent one reads as empty. */
    public FieldReader object(String name) {
        JsonNode value = child(name);
        return value == null
                ? new FieldReader(JsonNodeFactory.instance.objectNode(), pathOf(name), errors)
                : new FieldReader(value, pathOf(name), errors);
    }

    /** Whether the field is there and not null. */
    public boolean has(String name) {
        return child(name) != null;
    }

    /** Whether the field is a text. */
    public boolean isText(String name) {
        JsonNode value = child(name);
        return value != null && value.isString();
    }

    /** A field as it is; an absent one reads as an empty object. */
    public JsonNode node(String name) {
        JsonNode value = child(name);
        return value == null ? JsonNodeFactory.instance.objectNode() : value;
    }

    /** A list; each element is handed over with its path. */
    public <T> List<T> list(String name, int most, Function<Element, T> read) {
        JsonNode value = child(name);
        return value == null ? List.of() : elements(value, pathOf(name), most, read);
    }

    /** The elements of a list that was found already. */
    public <T> List<T> elements(JsonNode value, String at, int most, Function<Element, T> read) {
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
    public <T> Map<String, T> entries(int most, Function<Element, T> read) {
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
    public record Element(JsonNode value, String path) {}

    /** The fields of an object in a list. */
    public FieldReader object(Element element) {
        return new FieldReader(element.value(), element.path(), errors);
    }

    /** A text that was found already, by its length. */
    public String text(JsonNode value, String at, int shortest, int longest) {
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
    public void refuseOthers() {
        if (!node.isObject()) {
            return;
        }
        for (String name : node.propertyNames()) {
            if (!known.contains(name)) {
                error(pathOf(name), "is not known" + Spelling.suggestion(name, known));
            }
        }
    }

    /** Notes what is wrong with a field. */
    public void error(String at, String detail) {
        errors.add(new FieldError(at, detail));
    }

    /** Where a field of this object stands. */
    public String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private @Nullable JsonNode child(String name) {
        known.add(name);
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value;
    }
}
