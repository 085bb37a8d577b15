package dev.repartee.contract.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

class InstantReaderTest {

    private static final JsonMapper USUAL = JsonMapper.shared();
    private static final JsonMapper OWN =
            JsonMapper.builder()
                    .addModule(
                            new SimpleModule().addDeserializer(Instant.class, new InstantReader()))
                    .build();
    private static final String MARKS = "0123456789-:.TZ+ ";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-31T12:00:00Z",
                "2026-01-31T12:00:00.1Z",
                "2026-01-31T12:00:00.123456789Z",
                "2026-01-31T12:00:00.1234567890Z",
                "2026-01-31T12:00:00.Z",
                "2026-01-31T12:00:00",
                "2026-01-31T12:00:00,5Z",
                "2026-01-31T12:00:00.12x4Z",
                "2026-01-31T12:00Z",
                "2026-01-31T24:00:00Z",
                "2026-01-31T24:00:01Z",
                "2026-06-30T23:59:60Z",
                "2026-01-31T12:60:00Z",
                "2026-00-31T12:00:00Z",
                "2026-13-31T12:00:00Z",
                "2026-01-00T12:00:00Z",
                "2026-02-29T12:00:00Z",
                "2024-02-29T12:00:00Z",
                "1900-02-29T12:00:00Z",
                "2000-02-29T12:00:00Z",
                "2026-04-31T12:00:00Z",
                "0000-01-01T00:00:00Z",
                "1969-12-31T23:59:59.999999999Z",
                "9999-12-31T23:59:59Z",
                "+12345-01-01T00:00:00Z",
                "-0001-01-01T00:00:00Z",
                "2026-01-31T12:00:00+02:00",
                "2026-01-31T12:00:00+0200",
                " 2026-01-31T12:00:00Z ",
                "2026-01-31t12:00:00z",
                "２０２６-01-31T12:00:00Z",
                "1769860800",
                "Z",
                "",
                " "
            })
    void readsWhatJacksonReadsAndRefusesWhatItRefuses(String text) {
        String json = USUAL.writeValueAsString(text);
        assertThat(outcome(OWN, json)).isEqualTo(outcome(USUAL, json));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1769860800", "1769860800.5", "null", "true", "[]", "{}", "-1"})
    void readsOtherKindsOfValuesAsJacksonDoes(String json) {
        assertThat(outcome(OWN, json)).isEqualTo(outcome(USUAL, json));
    }

    @Test
    void readsEveryTimeThatIsWritten() {
        Random random = new Random(11);
        long first = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
        long last = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
        int[] precisions = {1, 1_000, 1_000_000, 1_000_000_000};
        for (int i = 0; i < 20_000; i++) {
            int precision = precisions[random.nextInt(precisions.length)];
            Instant time =
                    Instant.ofEpochSecond(
                            random.nextLong(first, last),
                            random.nextInt(1_000_000_000 / precision) * (long) precision);
            assertThat(OWN.readValue(USUAL.writeValueAsString(time), Instant.class))
                    .isEqualTo(time);
        }
    }

    @Test
    void agreesWithJacksonAboutTimesThatWereTamperedWith() {
        Random random = new Random(12);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder("2026-02-28T23:59:59.987654321Z");
            for (int change = random.nextInt(3); change >= 0; change--) {
                int at = random.nextInt(text.length());
                if (random.nextBoolean()) {
                    text.setCharAt(at, MARKS.charAt(random.nextInt(MARKS.length())));
                } else {
                    text.deleteCharAt(at);
                }
            }
            String json = USUAL.writeValueAsString(text.toString());
            assertThat(outcome(OWN, json)).as(json).isEqualTo(outcome(USUAL, json));
        }
    }

    /** The time, or that it is none; wording differs by mapper. */
    private static String outcome(JsonMapper mapper, String json) {
        try {
            return String.valueOf(mapper.readValue(json, Instant.class));
        } catch (JacksonException e) {
            return "refused";
        }
    }
}
