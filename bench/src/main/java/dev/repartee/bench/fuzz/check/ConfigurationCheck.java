package dev.repartee.bench.fuzz.check;

import dev.repartee.app.node.Settings;
import dev.repartee.runtime.ConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A configuration either reads as complete settings or is refused with sentences for its operator.
 * Secrets are never told.
 *
 * <p>An input is a YAML file whose comments {@code #env NAME=value} are the environment.
 */
public final class ConfigurationCheck implements Check {

    /** Stands in corpus files where a secret does. */
    public static final String SECRET = "zq7Vt4";

    private static final String VARIABLE = "#env ";
    private static final int LONGEST_REPORT = 4 * 1024 * 1024;

    private final Path file;

    public ConfigurationCheck() throws IOException {
        file = Files.createTempFile("fuzz-", ".yaml");
        file.toFile().deleteOnExit();
    }

    @Override
    public void check(byte[] input) {
        write(input);
        Map<String, String> environment = environment(input);
        try {
            Settings settings = Settings.load(file, environment);
            for (Class<? extends Record> type : Settings.sections().values()) {
                Record section = settings.of(type);
                Claims.that(section != null, "every section is there");
                Completeness.check(section);
                quiet(section.toString(), input, environment);
            }
        } catch (ConfigurationException refused) {
            Claims.that(!refused.problems().isEmpty(), "says what is wrong");
            int length = 0;
            for (String problem : refused.problems()) {
                Claims.that(!problem.isBlank(), "each problem is a sentence");
                quiet(problem, input, environment);
                length += problem.length();
            }
            Claims.that(length < LONGEST_REPORT, "the report can be read");
        }
    }

    /** Only where the secret stands in variables that are secret; elsewhere it is none. */
    private static void quiet(String said, byte[] input, Map<String, String> environment) {
        if (said.contains(SECRET)) {
            String file =
                    new String(input, StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.startsWith(VARIABLE))
                            .reduce("", String::concat);
            boolean elsewhere =
                    file.contains(SECRET)
                            || environment.entrySet().stream()
                                    .anyMatch(
                                            entry ->
                                                    entry.getKey().contains(SECRET)
                                                            || !isSecret(entry.getKey())
                                                                    && entry.getValue()
                                                                            .contains(SECRET));
            Claims.that(elsewhere, "tells no secret");
        }
    }

    private static boolean isSecret(String variable) {
        return variable.equals("REPARTEE_POSTGRES") || variable.equals("REPARTEE_REDIS");
    }

    private static Map<String, String> environment(byte[] input) {
        Map<String, String> environment = new LinkedHashMap<>();
        new String(input, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(VARIABLE) && line.indexOf('=') > 0)
                .map(line -> line.substring(VARIABLE.length()).split("=", 2))
                .filter(parts -> parts.length == 2)
                .forEach(parts -> environment.put(parts[0], parts[1]));
        return environment;
    }

    private void write(byte[] input) {
        try {
            Files.write(file, input);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
