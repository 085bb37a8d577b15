package dev.repartee.bench.fuzz;

import dev.repartee.bench.fuzz.check.ConfigurationCheck;
import dev.repartee.bench.fuzz.guide.Words;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Writes configurations whose keys are those of the settings' records and whose values are of the
 * type of their key, mostly, so that what lies behind the first check is reached as well.
 */
final class SettingsGrammar {

    private final Map<String, Class<? extends Record>> sections;
    private final RandomGenerator random;
    private final Words odd;

    SettingsGrammar(
            Map<String, Class<? extends Record>> sections, RandomGenerator random, Words odd) {
        this.sections = sections;
        this.random = random;
        this.odd = odd;
    }

    /** Every key and section that there is. */
    static List<String> words(Map<String, Class<? extends Record>> sections) {
        Set<String> words = new LinkedHashSet<>(sections.keySet());
        sections.values().forEach(type -> collect(type, words));
        words.addAll(List.of("&a", "*a", "<<", "!!int", "!!float", "!!timestamp", "!!binary"));
        words.addAll(List.of("!!set", "!!str", "? ", "|", ">", "---", "0s", "5m", "1h", "7d"));
        words.add("999999999999999d");
        words.add("106751991167300d");
        words.add("PT1H");
        return List.copyOf(words);
    }

    private static void collect(Class<?> type, Set<String> words) {
        for (RecordComponent component : type.getRecordComponents()) {
            words.add(component.getName());
            Type generic = component.getGenericType();
            if (generic instanceof ParameterizedType list) {
                generic = list.getActualTypeArguments()[list.getActualTypeArguments().length - 1];
            }
            if (generic instanceof Class<?> nested && nested.isRecord()) {
                collect(nested, words);
            }
        }
    }

    /** One configuration with all sections. */
    String next() {
        StringBuilder yaml = new StringBuilder();
        if (random.nextInt(4) == 0) {
            yaml.append("#env REPARTEE_POSTGRES=postgresql://u:" + ConfigurationCheck.SECRET)
                    .append("@db:5432/d\n#env REPARTEE_GATEWAY_NETWORK_PORT=")
                    .append(random.nextInt(70_000))
                    .append('\n');
        }
        sections.forEach(
                (name, type) -> {
                    yaml.append(name).append(":\n");
                    record(yaml, type, "  ");
                });
        return yaml.toString();
    }

    private void record(StringBuilder yaml, Class<?> type, String indent) {
        for (RecordComponent component : type.getRecordComponents()) {
            if (random.nextInt(3) > 0) {
                yaml.append(indent).append(component.getName()).append(':');
                value(yaml, component.getGenericType(), indent + "  ");
            }
        }
    }

    private void value(StringBuilder yaml, Type type, String indent) {
        if (type instanceof ParameterizedType generic) {
            Type[] of = generic.getActualTypeArguments();
            Type element = of[of.length - 1];
            yaml.append('\n');
            for (int i = random.nextInt(3); i >= 0; i--) {
                yaml.append(indent).append(of.length == 1 ? "-" : "key" + i + ":");
                value(yaml, element, indent + "  ");
            }
        } else if (type instanceof Class<?> record
                && record.isRecord()
                && record.getDeclaredFields().length > 1) {
            yaml.append('\n');
            record(yaml, record, indent);
        } else {
            yaml.append(' ').append(scalar((Class<?>) type)).append('\n');
        }
    }

    private String scalar(Class<?> type) {
        if (random.nextInt(12) == 0) {
            return '"' + odd.any(random).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        }
        if (type.isEnum()) {
            Object[] constants = type.getEnumConstants();
            return constants[random.nextInt(constants.length)].toString();
        }
        if (type == Duration.class) {
            return random.nextInt(100_000)
                    + List.of("ms", "s", "m", "h", "d").get(random.nextInt(5));
        }
        if (type == boolean.class || type == Boolean.class) {
            return Boolean.toString(random.nextBoolean());
        }
        if (type == URI.class) {
            return "http://localhost:" + random.nextInt(70_000);
        }
        if (type == double.class || type == Double.class) {
            return Double.toString(random.nextDouble(0, 2));
        }
        if (type == String.class || type == Path.class || type.isRecord()) {
            return "name" + random.nextInt(5);
        }
        return Integer.toString(random.nextInt(-1, 20_000));
    }
}
