package dev.repartee.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Settings by section and key, from a YAML file and, with precedence, from variables named {@code
 * REPARTEE_<SECTION>_<KEY>}, where {@code maxTextLength} is written {@code MAX_TEXT_LENGTH}.
 *
 * <p>{@code REPARTEE_KAFKA}, {@code REPARTEE_POSTGRES} and {@code REPARTEE_REDIS} are short for the
 * keys of section {@code engines}. Text in the file may name variables as <code>${NAME}</code>.
 * Whatever is unknown or does not fit is an error, and all errors are reported together.
 */
public final class Configuration {
    static final String PREFIX = "REPARTEE_";
    private static final Map<String, String> SHORT_FORMS =
            Map.of(
                    "REPARTEE_KAFKA", "REPARTEE_ENGINES_KAFKA",
                    "REPARTEE_POSTGRES", "REPARTEE_ENGINES_POSTGRES",
                    "REPARTEE_REDIS", "REPARTEE_ENGINES_REDIS");

    private final Map<String, Map<?, ?>> sections;
    private final Map<String, String> environment;

    private Configuration(Map<String, Map<?, ?>> sections, Map<String, String> environment) {
        this.sections = sections;
        this.environment = environment;
    }

    /**
     * @param file a YAML file, or null for none
     * @param environment variables; those without our prefix serve only <code>${NAME}</code>
     * @throws ConfigurationException when the file can't be read or has no sections
     */
    public static Configuration load(@Nullable Path file, Map<String, String> environment) {
        Map<String, String> variables = new TreeMap<>();
        environment.forEach(
                (name, value) -> variables.put(SHORT_FORMS.getOrDefault(name, name), value));
        return new Configuration(file == null ? Map.of() : read(file), variables);
    }

    /**
     * One section as a record. Absent keys take the value of the record's static {@code
     * defaults()}.
     *
     * @throws ConfigurationException with everything that is wrong in this section
     */
    public <T extends Record> T bind(String section, Class<T> type) {
        List<String> problems = new ArrayList<>();
        T bound = bind(section, type, problems);
        if (bound == null || !problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return bound;
    }

    /**
     * All sections of a process at once, so that an operator sees every mistake in one go, also
     * sections that nobody knows.
     *
     * @param types the record for each section
     * @param others names of variables with our prefix that mean something else
     * @throws ConfigurationException with everything that is wrong
     */
    public Bound bindAll(Map<String, Class<? extends Record>> types, Set<String> others) {
        List<String> problems = new ArrayList<>();
        Map<Class<?>, Record> records = new LinkedHashMap<>();
        types.forEach(
                (section, type) -> {
                    Record bound = bind(section, type, problems);
                    if (bound != null) {
                        records.put(type, bound);
                    }
                });
        sections.keySet().stream()
                .filter(section -> !types.containsKey(section))
                .map(
                        section ->
                                "Unknown section '"
                                        + section
                                        + "'."
                                        + RecordBinder.hint(section, types.keySet()))
                .forEach(problems::add);
        List<String> prefixes =
                types.keySet().stream()
                        .map(section -> PREFIX + KeyName.forEnvironment(section))
                        .toList();
        environment.keySet().stream()
                .filter(name -> name.startsWith(PREFIX) && !others.contains(name))
                .filter(
                        name ->
                                prefixes.stream()
                                        .noneMatch(prefix -> name.startsWith(prefix + "_")))
                .map(name -> "Unknown variable " + name + "." + RecordBinder.hint(name, prefixes))
                .forEach(problems::add);
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return new Bound(records);
    }

    private <T extends Record> @Nullable T bind(
            String section, Class<T> type, List<String> problems) {
        RecordBinder binder = new RecordBinder(environment, problems);
        return type.cast(
                binder.bindSection(section, sections.getOrDefault(section, Map.of()), type));
    }

    private static Map<String, Map<?, ?>> read(Path file) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        Object content;
        try {
            content = new Yaml(new SafeConstructor(options)).load(Files.readString(file));
        } catch (IOException unreadable) {
            throw new ConfigurationException(
                    List.of("The configuration file " + file + " can't be read."));
        } catch (YAMLException malformed) {
            String where = malformed.getMessage().lines().findFirst().orElse("malformed");
            throw new ConfigurationException(
                    List.of("The configuration file " + file + " is not YAML: " + where));
        } catch (RuntimeException surprised) {
            // The parser lets some of its own slip: a ClassCastException for "<<: *list", say.
            throw new ConfigurationException(
                    List.of("The configuration file " + file + " is not YAML that makes sense."));
        }
        if (content == null) {
            return Map.of();
        }
        Map<String, Map<?, ?>> sections = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        if (content instanceof Map<?, ?> tree) {
            tree.forEach(
                    (name, value) -> {
                        if (value instanceof Map<?, ?> keys) {
                            sections.put(String.valueOf(name), keys);
                        } else if (value != null) {
                            problems.add("Section '" + name + "' of " + file + " must hold keys.");
                        }
                    });
        } else {
            problems.add("The configuration file " + file + " must hold sections.");
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return sections;
    }

    /** The records of all sections, by type. */
    public record Bound(Map<Class<?>, Record> records) {
        public Bound {
            records = Map.copyOf(records);
        }

        public <T extends Record> T of(Class<T> type) {
            Record bound = records.get(type);
            if (bound == null) {
                throw new IllegalArgumentException(type.getName() + " belongs to no section");
            }
            return type.cast(bound);
        }
    }
}
