package dev.repartee.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.runtime.SampleSettings.Engines;
import dev.repartee.runtime.SampleSettings.Gateway;
import dev.repartee.runtime.SampleSettings.Mode;
import dev.repartee.runtime.SampleSettings.Nlp;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a configuration says, by its file, its variables and its defaults. */
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

        Gateway gateway = Configuration.load(file, Map.of()).bind("gateway", Gateway.class);

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
    void namesAVariableWithinTheFile() throws IOException {
        Configuration configuration =
                Configuration.load(file("nlp: {key: 'Bearer ${TOKEN}'}"), Map.of("TOKEN", "t$1"));

        assertThat(configuration.bind("nlp", Nlp.class).key()).isEqualTo(new Secret("Bearer t$1"));
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

    @Test
    void acceptsAnEmptyFile() throws IOException {
        assertThat(Configuration.load(file(""), Map.of()).bind("gateway", Gateway.class))
                .isEqualTo(Gateway.defaults());
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("repartee.yaml"), content);
    }
}
