package dev.repartee.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.runtime.Secret;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnginesConfigTest {

    @Test
    void neverPrintsASecret() {
        var config =
                new EnginesConfig(
                        "broker:9092",
                        Map.of("sasl.jaas.config", "password=\"s3cret\";"),
                        3,
                        new Secret("postgresql://repartee:s3cret@db:5432/repartee"),
                        null,
                        new Secret("redis://:s3cret@cache:6379"),
                        null);
        assertThat(config.toString())
                .contains("broker:9092", "sasl.jaas.config")
                .doesNotContain("s3cret");
    }
}
