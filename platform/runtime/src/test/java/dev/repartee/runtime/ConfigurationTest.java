package dev.repartee.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {
    @TempDir Path folder;

    @Test
    void takesDefaultsForWhatIsNotSet() {
        assertThat(Configuration.load(null, Map.of()).bind("gateway", Gateway.class))
                .isEqualTo(Gateway.defaults());
    }

    @Test
    void readsEveryTypeFromTheFile() throws IOException {
        Path file =
                file(
                        """
                gateway:
                  port: 9090
                  maxBytes: 5000000000
                  ratio: 0.5
                  cors: true
                  name: edge
                  timeout: 300ms
                  mode: batch-first
                  home: http://example.test/
                  folder: /var/lib
                  origins: [a, b]
                  nlp: {attempts: 5}
                  models:
                    small: {attempts: 1, key: k}
                """);

        Gateway gateway = Configuration.load(file, Map.of()).section("gateway").bind(Gateway.class);

        assertThat(gateway.port()).isEqualTo(9090);
        assertThat(gateway.maxBytes()).isEqualTo(5_000_000_000L);
        assertThat(gateway.ratio()).isEqualTo(0.5);
        assertThat(gateway.cors()).isTrue();
        assertThat(gateway.name()).isEqualTo("edge");
        assertThat(gateway.timeout()).isEqualTo(Duration.ofMillis(300));
        assertThat(gateway.mode()).isEqualTo(Mode.BATCH_FIRST);
        assertThat(gateway.home()).isEqualTo(URI.create("http://example.test/"));
        assertThat(gateway.folder()).isEqualTo(Path.of("/var/lib"));
        assertThat(gateway.origins()).containsExactly("a", "b");
        assertThat(gateway.nlp()).isEqualTo(new Nlp(5, null));
        assertThat(gateway.models()).containsEntry("small", new Nlp(1, new Secret("k")));
    }

    @Test
    void letsVariablesOverrideTheFile() throws IOException {
        Path file = file("gateway: {port: 9090, name: edge}");
        Map<String, String> variables =
                Map.of(
                        "REPARTEE_GATEWAY_PORT", "7070",
                        "REPARTEE_GATEWAY_ORIGINS", "a, b",
                        "REPARTEE_GATEWAY_MAX_BYTES", "12",
                        "REPARTEE_GATEWAY_NLP_ATTEMPTS", "7");

        Gateway gateway = Configuration.load(file, variables).bind("gateway", Gateway.class);

        assertThat(gateway.port()).isEqualTo(7070);
        assertThat(gateway.name()).isEqualTo("edge");
        assertThat(gateway.origins()).containsExactly("a", "b");
        assertThat(gateway.maxBytes()).isEqualTo(12);
        assertThat(gateway.nlp().attempts()).isEqualTo(7);
    }

    @Test
    void namesEnginesByTheirShortVariables() {
        Configuration configuration =
                Configuration.load(
                        null,
                        Map.of(
                                "REPARTEE_KAFKA",
                                "broker:9092",
                                "REPARTEE_REDIS",
                                "redis://:p@host:1"));

        assertThat(configuration.bind("engines", Engines.class))
                .isEqualTo(new Engines("broker:9092", null, new Secret("redis://:p@host:1")));
    }

    @Test
    void takesSecretsFromFilesAndNeverPrintsThem() throws IOException {
        Path key = Files.writeString(folder.resolve("key"), "s3cr${et}\n");

        Nlp nlp =
                Configuration.load(null, Map.of("REPARTEE_NLP_KEY_FILE", key.toString()))
                        .bind("nlp", Nlp.class);

        assertThat(nlp.key()).isEqualTo(new Secret("s3cr${et}"));
        assertThat(nlp.toString()).doesNotContain("s3cr");
    }

    @Test
    void refusesASecretGivenTwice() throws IOException {
        Path file =
                file(
                        "nlp: {key: a, keyFile: "
                                + Files.writeString(folder.resolve("key"), "b")
                                + "}");

        assertThat(problems(Configuration.load(file, Map.of()), "nlp", Nlp.class))
                .containsExactly("Only one of nlp.key and nlp.keyFile may be set.");
    }

    @Test
    void namesAVariableWithinTheFile() throws IOException {
        Configuration configuration =
                Configuration.load(file("nlp: {key: 'Bearer ${TOKEN}'}"), Map.of("TOKEN", "t$1"));

        assertThat(configuration.bind("nlp", Nlp.class).key()).isEqualTo(new Secret("Bearer t$1"));
    }

    @Test
    void saysWhichVariableOfTheFileIsNotSet() throws IOException {
        Configuration configuration = Configuration.load(file("nlp: {key: '${TOKEN}'}"), Map.of());

        assertThat(problems(configuration, "nlp", Nlp.class))
                .containsExactly("nlp.key names the variable TOKEN, which is not set.");
    }

    @Test
    void reportsEveryProblemAtOnceAndSuggestsTheNearKey() throws IOException {
        Path file =
                file(
                        """
                gateway:
                  prot: 1
                  timeout: soon
                  mode: sideways
                  nlp: {attemps: 1}
                  origins: a
                """);
        Map<String, String> variables =
                Map.of("REPARTEE_GATEWAY_PORT", "x", "REPARTEE_GATEWAY_RATOI", "1");

        assertThat(problems(Configuration.load(file, variables), "gateway", Gateway.class))
                .containsExactlyInAnyOrder(
                        "Unknown key gateway.prot. Did you mean port?",
                        "gateway.port: 'x' is not what is expected: a whole number.",
                        "gateway.timeout: 'soon' is not what is expected: a duration such as 300ms, 5s or 1h, of 100 years at most.",
                        "gateway.mode: 'sideways' is not what is expected: one of normal, batch-first.",
                        "Unknown key gateway.nlp.attemps. Did you mean attempts?",
                        "gateway.origins must be a list.",
                        "Unknown variable REPARTEE_GATEWAY_RATOI. Did you mean REPARTEE_GATEWAY_RATIO?");
    }

    @Test
    void reportsWhatTheRecordItselfRefuses() {
        Configuration configuration =
                Configuration.load(null, Map.of("REPARTEE_GATEWAY_PORT", "-1"));

        assertThat(problems(configuration, "gateway", Gateway.class))
                .containsExactly("gateway: port is negative");
    }

    @Test
    void neverShowsASecretThatDoesNotFit() throws IOException {
        assertThat(
                        problems(
                                Configuration.load(file("nlp: {key: [hidden]}"), Map.of()),
                                "nlp",
                                Nlp.class))
                .containsExactly("nlp.key: is not what is expected: text.");
    }

    @Test
    void saysWhatIsMissingWhenThereIsNoDefault() {
        assertThat(problems(Configuration.load(null, Map.of()), "pair", Pair.class))
                .containsExactly("pair.left is missing.", "pair.right is missing.");
    }

    @Test
    void findsUnknownSectionsAndVariablesWhenAllAreBound() throws IOException {
        Configuration configuration =
                Configuration.load(
                        file("gatway: {port: 1}"),
                        Map.of(
                                "REPARTEE_HOME",
                                "/x",
                                "REPARTEE_GATWAY_PORT",
                                "1",
                                "REPARTEE_NLP_ATTEMPTS",
                                "none"));

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(
                        () ->
                                configuration.bindAll(
                                        Map.of("gateway", Gateway.class, "nlp", Nlp.class),
                                        Set.of("REPARTEE_HOME")))
                .satisfies(
                        failure ->
                                assertThat(failure.problems())
                                        .hasSize(3)
                                        .anyMatch(
                                                line ->
                                                        line.equals(
                                                                "Unknown section 'gatway'. Did you mean gateway?"))
                                        .anyMatch(
                                                line ->
                                                        line.startsWith(
                                                                "Unknown variable REPARTEE_GATWAY_PORT."))
                                        .anyMatch(line -> line.startsWith("nlp.attempts: 'none'")));
    }

    @Test
    void handsOutTheRecordsOfAllSections() {
        Configuration.Bound bound =
                Configuration.load(null, Map.of())
                        .bindAll(Map.of("gateway", Gateway.class), Set.of());

        assertThat(bound.of(Gateway.class)).isEqualTo(Gateway.defaults());
    }

    @ParameterizedTest
    @CsvSource({"300ms,PT0.3S", "5s,PT5S", "2m,PT2M", "1h,PT1H", "7d,PT168H", "PT1M30S,PT1M30S"})
    void readsDurations(String written, Duration expected) {
        Map<String, String> variables = Map.of("REPARTEE_GATEWAY_TIMEOUT", written);

        assertThat(Configuration.load(null, variables).bind("gateway", Gateway.class).timeout())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "99999999999999999999d",
                "999999999999999d",
                "106751991167300d",
                "-PT999999999H",
                "PT9223372036854775807S",
                "PT9999999999999999999S"
            })
    void refusesDurationsThatNothingCanCountIn(String written) {
        Map<String, String> variables = Map.of("REPARTEE_GATEWAY_TIMEOUT", written);

        assertThat(problems(Configuration.load(null, variables), "gateway", Gateway.class))
                .singleElement()
                .asString()
                .startsWith("gateway.timeout: '" + written + "' is not what is expected");
    }

    @Test
    void reportsWhatARecordRefusesWithACode() {
        Configuration configuration =
                Configuration.load(null, Map.of("REPARTEE_VAULT_KEYS", "0", "REPARTEE_X_Y", "1"));

        assertThat(problems(configuration, "vault", Vault.class))
                .containsExactly("vault: keys must be at least 1");
    }

    @Test
    void refusesASecretsFileThatCanHaveNoSuchName() throws IOException {
        Path file = file("nlp: {keyFile: \"a\\0b\"}");

        assertThat(problems(Configuration.load(file, Map.of()), "nlp", Nlp.class))
                .singleElement()
                .asString()
                .endsWith("can't be read.");
    }

    @Test
    void tellsEachProblemOnOneLine() throws IOException {
        Path file = file("gateway: {\"a\\n\\nb\\u2028c\": 1}");

        assertThat(problems(Configuration.load(file, Map.of()), "gateway", Gateway.class))
                .singleElement()
                .asString()
                .startsWith("Unknown key gateway.a  b c.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gateway: [|is not YAML",
                "just text|must hold sections",
                "gateway: 5|must hold keys",
                "gateway: {<<: 5}|is not YAML",
                "{a: &x [1], <<: [*x]}|is not YAML",
                "gateway: {port: !!int x}|is not YAML",
                "gateway: {port: 1, port: 2}|is not YAML"
            })
    void refusesFilesThatHoldNoSections(String content, String expected) throws IOException {
        Path file = file(content);

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Configuration.load(file, Map.of()))
                .withMessageContaining(expected);
    }

    @Test
    void refusesAFileThatIsNotThere() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Configuration.load(folder.resolve("none.yaml"), Map.of()))
                .withMessageContaining("can't be read")
                .satisfies(
                        failure ->
                                assertThat(failure.exitCode()).isEqualTo(ExitCode.CONFIGURATION));
    }

    @Test
    void acceptsAnEmptyFile() throws IOException {
        assertThat(Configuration.load(file(""), Map.of()).bind("gateway", Gateway.class))
                .isEqualTo(Gateway.defaults());
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("repartee.yaml"), content);
    }

    private static List<String> problems(
            Configuration configuration, String section, Class<? extends Record> type) {
        try {
            configuration.bind(section, type);
            return List.of();
        } catch (ConfigurationException failure) {
            return failure.problems();
        }
    }

    enum Mode {
        NORMAL,
        BATCH_FIRST
    }

    record Nlp(int attempts, @Nullable Secret key) {
        static Nlp defaults() {
            return new Nlp(3, null);
        }
    }

    record Vault(int keys) {
        Vault {
            if (keys < 1) {
                throw new ReparteeException(
                        ErrorCode.INVALID_CONFIGURATION, "vault: keys must be at least 1");
            }
        }

        static Vault defaults() {
            return new Vault(1);
        }
    }

    record Pair(String left, int right) {}

    record Engines(@Nullable String kafka, @Nullable Secret postgres, @Nullable Secret redis) {}

    record Gateway(
            int port,
            long maxBytes,
            double ratio,
            boolean cors,
            String name,
            Duration timeout,
            Mode mode,
            URI home,
            Path folder,
            List<String> origins,
            Nlp nlp,
            Map<String, Nlp> models) {
        Gateway {
            if (port < 0) {
                throw new IllegalArgumentException("port is negative");
            }
        }

        static Gateway defaults() {
            return new Gateway(
                    8080,
                    1,
                    1.0,
                    false,
                    "gateway",
                    Duration.ofSeconds(1),
                    Mode.NORMAL,
                    URI.create("http://localhost/"),
                    Path.of("data"),
                    List.of(),
                    Nlp.defaults(),
                    Map.of());
        }
    }
}
