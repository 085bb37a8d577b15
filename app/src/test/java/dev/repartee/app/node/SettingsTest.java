package dev.repartee.app.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repartee.gateway.GatewayConfig;
import dev.repartee.inference.InferenceConfig;
import dev.repartee.runtime.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

    @TempDir Path folder;

    @Test
    void everySectionHasDefaults() {
        Settings settings = Settings.load(null, Map.of());
        Settings.sections()
                .values()
                .forEach(section -> assertThat(settings.of(section)).isNotNull());
        assertThat(settings.of(GatewayConfig.class)).isEqualTo(GatewayConfig.defaults());
    }

    @Test
    void theEnvironmentHasPrecedenceOverTheFile() throws IOException {
        Path file = folder.resolve("repartee.yaml");
        Files.writeString(file, "gateway:\n  network:\n    port: 1234\n");
        assertThat(port(Settings.load(file, Map.of()))).isEqualTo(1234);
        Map<String, String> environment = Map.of("REPARTEE_GATEWAY_NETWORK_PORT", "4321");
        assertThat(port(Settings.load(file, environment))).isEqualTo(4321);
        assertThat(port(Settings.load(file, environment).withPort(9))).isEqualTo(9);
    }

    @Test
    void theDocumentedModelEndpointIsRead() throws IOException {
        Path file = folder.resolve("repartee.yaml");
        Files.writeString(
                file,
                """
                inference:
                  models:
                    - name: main
                      type: openai
                      baseUrl: https://models.example/v1
                      model: small
                      apiKey: ${MODEL_KEY}
                """);
        InferenceConfig config =
                Settings.load(file, Map.of("MODEL_KEY", "secret-of-the-test"))
                        .of(InferenceConfig.class);
        assertThat(config.models()).hasSize(1);
        assertThat(config.toString()).doesNotContain("secret-of-the-test");
    }

    @Test
    void anUnknownKeyIsRefusedAndTheNearOneNamed() {
        assertThatThrownBy(
                        () -> Settings.load(null, Map.of("REPARTEE_GATEWAY_NETWORK_PROT", "8081")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("PROT")
                .hasMessageContaining("PORT");
    }

    @Test
    void allErrorsAreToldAtOnce() {
        assertThatThrownBy(
                        () ->
                                Settings.load(
                                        null,
                                        Map.of(
                                                "REPARTEE_GATEWAY_NETWORK_PORT", "many",
                                                "REPARTEE_AUDIT_DEADLINE", "soon")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("many")
                .hasMessageContaining("soon");
    }

    private static int port(Settings settings) {
        return settings.of(GatewayConfig.class).network().port();
    }
}
