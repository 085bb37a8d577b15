package dev.repartee.contract.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

class InstantWriterTest {

    private static final JsonMapper OWN =
            JsonMapper.builder()
                    .addModule(new SimpleModule().addSerializer(Instant.class, new InstantWriter()))
                    .build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-31T12:00:00Z",
                "2026-01-31T12:00:00.100Z",
                "2026-01-31T12:00:00.000001Z",
                "2026-01-31T12:00:00.123456789Z",
                "2024-02-29T23:59:59.999Z",
                "1970-01-01T00:00:00Z",
                "1969-12-31T23:59:59.999999999Z",
                "0000-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999999999Z",
                "+10000-01-01T00:00:00Z",
                "-0001-12-31T23:59:59Z",
                "+1000000000-12-31T23:59:59.999999999Z",
                "-1000000000-01-01T00:00:00Z"
            })
    void writesWhatTheTimeItselfWrites(String text) {
        assertThat(OWN.writeValueAsString(Instant.parse(text))).isEqualTo('"' + text + '"');
    }

    @Test
    void writesEveryTimeAsTheTimeItselfDoes() {
        Random random = new Random(13);
        long first = Instant.parse("-0002-01-01T00:00:00Z").getEpochSecond();
        long last = Instant.parse("+10002-01-01T00:00:00Z").getEpochSecond();
        int[] precisions = {1, 1_000, 1_000_000, 1_000_000_000};
        for (int i = 0; i < 20_000; i++) {
            int precision = precisions[random.nextInt(precisions.length)];
            Instant time =
                    Instant.ofEpochSecond(
                            random.nextLong(first, last),
                            random.nextInt(1_000_000_000 / precision) * (long) precision);
            assertThat(OWN.writeValueAsString(time)).isEqualTo("\"" + time + '"');
        }
    }
}
