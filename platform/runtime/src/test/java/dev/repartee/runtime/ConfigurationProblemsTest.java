package dev.repartee.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.repartee.runtime.SampleSettings.Gateway;
import dev.repartee.runtime.SampleSettings.Nlp;
import dev.repartee.runtime.SampleSettings.Pair;
import dev.repartee.runtime.SampleSettings.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a configuration is told, all of it at once. */
class ConfigurationProblemsTest {

    @TempDir Path folder;

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
}
