package dev.repartee.runtime;

import dev.repartee.contract.ReparteeException;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Builds configuration records. It goes on after a problem to find the others too; whatever could
 * not be built is null, and so is all that contains it.
 */
final class RecordBinder {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");
    private static final String FILE = "File";

    private final Map<String, String> environment;
    private final List<String> problems;
    private final Set<String> used = new TreeSet<>();
    private final Set<String> offered = new LinkedHashSet<>();

    RecordBinder(Map<String, String> environment, List<String> problems) {
        this.environment = environment;
        this.problems = problems;
    }

    /** Also checks that every variable with the section's prefix was used. */
    @Nullable Record bindSection(String section, Map<?, ?> tree, Class<? extends Record> type) {
        String prefix = Configuration.PREFIX + KeyName.forEnvironment(section);
        Record bound = record(new Place(section, prefix), tree, type, defaults(type));
        environment.keySet().stream()
                .filter(name -> name.startsWith(prefix + "_") && !used.contains(name))
                .map(name -> "Unknown variable " + name + "." + hint(name, offered))
                .forEach(problems::add);
        return bound;
    }

    static String hint(String key, Collection<String> known) {
        return KeyName.nearest(key, known)
                .map(near -> " Did you mean " + near + "?")
                .orElseGet(
                        () ->
                                known.isEmpty()
                                        ? ""
                                        : " Known are " + String.join(", ", known) + ".");
    }

    private @Nullable Record record(
            Place place, Map<?, ?> tree, Class<? extends Record> type, @Nullable Record defaults) {
        RecordComponent[] components = type.getRecordComponents();
        int before = problems.size();
        refuseUnknown(place, tree, components);
        Object[] values = new Object[components.length];
        for (int index = 0; index < components.length; index++) {
            RecordComponent component = components[index];
            Object fallback = defaults == null ? null : invoke(component.getAccessor(), defaults);
            values[index] = component(place.child(component.getName()), tree, component, fallback);
        }
        return problems.size() > before ? null : construct(place, type, components, values);
    }

    private @Nullable Object component(
            Place place, Map<?, ?> tree, RecordComponent component, @Nullable Object fallback) {
        Class<?> type = component.getType();
        Object written = tree.get(component.getName());
        if (type.isRecord() && !ScalarType.covers(type)) {
            return nested(place, written, type.asSubclass(Record.class), fallback, component);
        }
        if (type == Secret.class) {
            written = secret(place, tree, written);
        }
        String variable = variable(place);
        int before = problems.size();
        Object value =
                variable != null
                        ? fromVariable(place, variable, component.getGenericType())
                        : written == null
                                ? fallback
                                : value(place, written, component.getGenericType());
        boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        if (value == null && !optional && problems.size() == before) {
            problems.add(place.key() + " is missing.");
        }
        return value;
    }

    private @Nullable Object nested(
            Place place,
            @Nullable Object written,
            Class<? extends Record> type,
            @Nullable Object fallback,
            RecordComponent component) {
        boolean mentioned =
                environment.keySet().stream()
                        .anyMatch(name -> name.startsWith(place.variable() + "_"));
        boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        if (written == null && fallback == null && optional && !mentioned) {
            return null;
        }
        if (written != null && !(written instanceof Map<?, ?>)) {
            problems.add(place.key() + " must hold keys.");
            return null;
        }
        Map<?, ?> tree = written instanceof Map<?, ?> keys ? keys : Map.of();
        return record(place, tree, type, fallback instanceof Record given ? given : defaults(type));
    }

    private @Nullable Object fromVariable(Place place, String text, Type type) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            Stream<String> items = text.isBlank() ? Stream.of() : Stream.of(text.split(","));
            return value(place, items.map(Literal::new).toList(), type);
        }
        return value(place, new Literal(text), type);
    }

    private @Nullable Object value(Place place, Object written, Type type) {
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType() == List.class
                    ? list(place, written, generic.getActualTypeArguments()[0])
                    : map(place, written, generic);
        }
        Class<?> target = (Class<?>) type;
        if (target.isRecord() && !ScalarType.covers(target)) {
            if (written instanceof Map<?, ?> tree) {
                Class<? extends Record> record = target.asSubclass(Record.class);
                return record(place, tree, record, defaults(record));
            }
            problems.add(place.key() + " must hold keys.");
            return null;
        }
        return scalar(place, written, target);
    }

    private @Nullable Object scalar(Place place, Object written, Class<?> target) {
        ScalarType scalar = ScalarType.of(target);
        boolean compound = written instanceof Map<?, ?> || written instanceof Collection<?>;
        try {
            if (!compound) {
                String text =
                        written instanceof Literal(String given)
                                ? given
                                : substitute(place, written.toString());
                return text == null ? null : scalar.parse().apply(text.strip());
            }
        } catch (IllegalArgumentException unfit) {
            // Reported below together with values that are no scalar at all.
        }
        String shown = target == Secret.class ? "" : " '" + written + "'";
        problems.add(
                place.key() + ":" + shown + " is not what is expected: " + scalar.expected() + ".");
        return null;
    }

    private @Nullable Object list(Place place, Object written, Type element) {
        if (!(written instanceof Collection<?> items)) {
            problems.add(place.key() + " must be a list.");
            return null;
        }
        List<Object> values = new ArrayList<>();
        int index = 0;
        for (Object item : items) {
            Object value =
                    value(
                            place.child(Integer.toString(index++)),
                            item == null ? "" : item,
                            element);
            if (value != null) {
                values.add(value);
            }
        }
        return List.copyOf(values);
    }

    private @Nullable Object map(Place place, Object written, ParameterizedType type) {
        if (type.getRawType() != Map.class || type.getActualTypeArguments()[0] != String.class) {
            throw new IllegalArgumentException("configuration records can't hold " + type);
        }
        if (!(written instanceof Map<?, ?> entries)) {
            problems.add(place.key() + " must hold keys.");
            return null;
        }
        Map<String, Object> values = new LinkedHashMap<>();
        entries.forEach(
                (key, item) -> {
                    String name = String.valueOf(key);
                    Object value =
                            value(
                                    place.child(name),
                                    item == null ? Map.of() : item,
                                    type.getActualTypeArguments()[1]);
                    if (value != null) {
                        values.put(name, value);
                    }
                });
        return Map.copyOf(values);
    }

    private @Nullable Object secret(Place place, Map<?, ?> tree, @Nullable Object written) {
        Place file = place.suffixed(FILE);
        String fromVariable = variable(file);
        Object path = fromVariable == null ? tree.get(file.name()) : fromVariable;
        if (path == null) {
            return written;
        }
        if (written != null) {
            problems.add("Only one of " + place.key() + " and " + file.key() + " may be set.");
        }
        try {
            return new Literal(Files.readString(Path.of(path.toString())));
        } catch (IOException | InvalidPathException unreadable) {
            problems.add(file.key() + ": the file '" + path + "' can't be read.");
            return null;
        }
    }

    private @Nullable String substitute(Place place, String text) {
        StringBuilder result = new StringBuilder();
        Matcher matcher = VARIABLE.matcher(text);
        while (matcher.find()) {
            String value = environment.get(matcher.group(1));
            if (value == null) {
                problems.add(
                        place.key()
                                + " names the variable "
                                + matcher.group(1)
                                + ", which is not set.");
                return null;
            }
            matcher.appendReplacement(result, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(result).toString();
    }

    private @Nullable String variable(Place place) {
        offered.add(place.variable());
        String value = environment.get(place.variable());
        if (value != null) {
            used.add(place.variable());
        }
        return value;
    }

    private void refuseUnknown(Place place, Map<?, ?> tree, RecordComponent[] components) {
        Set<String> known = new LinkedHashSet<>();
        for (RecordComponent component : components) {
            known.add(component.getName());
            if (component.getType() == Secret.class) {
                known.add(component.getName() + FILE);
            }
        }
        tree.keySet().stream()
                .map(String::valueOf)
                .filter(key -> !known.contains(key))
                .map(key -> "Unknown key " + place.child(key).key() + "." + hint(key, known))
                .forEach(problems::add);
    }

    private @Nullable Record construct(
            Place place,
            Class<? extends Record> type,
            RecordComponent[] components,
            @Nullable Object[] values) {
        try {
            Class<?>[] types =
                    Arrays.stream(components)
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new);
            Constructor<? extends Record> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException refused) {
            problems.add(
                    switch (refused.getCause()) {
                        case IllegalArgumentException reason ->
                                place.key() + ": " + reason.getMessage();
                        case ReparteeException named -> String.valueOf(named.getMessage());
                        case Throwable other ->
                                throw new IllegalStateException(
                                        "Can't build " + type.getName(), other);
                    });
            return null;
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("Can't build " + type.getName(), impossible);
        }
    }

    private static @Nullable Record defaults(Class<? extends Record> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(
                        method ->
                                method.getName().equals("defaults")
                                        && method.getParameterCount() == 0)
                .findFirst()
                .map(method -> (Record) invoke(method, null))
                .orElse(null);
    }

    private static @Nullable Object invoke(Method method, @Nullable Object target) {
        try {
            method.setAccessible(true);
            return method.invoke(target);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("Can't read " + method, impossible);
        }
    }

    /** Text from a variable or a secret's file, which is taken as it is. */
    private record Literal(String text) {
        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * Where a value stands, under its two names.
     *
     * @param key for example {@code gateway.port}
     * @param variable for example {@code REPARTEE_GATEWAY_PORT}
     */
    private record Place(String key, String variable) {
        Place child(String name) {
            return new Place(key + "." + name, variable + "_" + KeyName.forEnvironment(name));
        }

        Place suffixed(String suffix) {
            return new Place(key + suffix, variable + "_" + KeyName.forEnvironment(suffix));
        }

        String name() {
            return key.substring(key.lastIndexOf('.') + 1);
        }
    }
}
