package dev.repartee.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LoggingTest {
    private static final Logger log = LoggerFactory.getLogger(LoggingTest.class);
    private final PrintStream before = System.err;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    @AfterEach
    void restore() {
        System.setErr(before);
        Logging.apply(LogConfig.defaults());
    }

    @Test
    void writesKeyValuesForPeople() {
        capture(LogConfig.defaults());

        log.atInfo().addKeyValue("stage", "dispatch").log("Stage started");

        assertThat(written()).containsPattern("INFO +LoggingTest +Stage started stage=dispatch\\R");
    }

    @Test
    void writesOneJsonObjectPerEvent() {
        capture(new LogConfig(LogConfig.Format.JSON, LogConfig.Level.INFO, Map.of()));

        log.atWarn()
                .addKeyValue("attempt", 2)
                .addKeyValue("topic", "chat.requests")
                .setCause(new IllegalStateException("broken"))
                .log("Two\nlines");

        assertThat(written().lines()).hasSize(1);
        JsonNode line = JsonMapper.builder().build().readTree(written());
        assertThat(line.get("level").asString()).isEqualTo("WARN");
        assertThat(line.get("message").asString()).isEqualTo("Two\nlines");
        assertThat(line.get("attempt").asInt()).isEqualTo(2);
        assertThat(line.get("topic").asString()).isEqualTo("chat.requests");
        assertThat(line.get("error").asString()).contains("IllegalStateException: broken");
    }

    @Test
    void leavesOutWhatIsBelowTheLevel() {
        capture(
                new LogConfig(
                        LogConfig.Format.TEXT,
                        LogConfig.Level.WARN,
                        Map.of("other", LogConfig.Level.DEBUG)));

        log.info("hidden");
        LoggerFactory.getLogger("other").debug("shown");
        LoggerFactory.getLogger("third.party").info("hidden too");

        assertThat(written()).contains("shown").doesNotContain("hidden");
    }

    @Test
    void writesWhatIsSaidThroughTheJdkInTheSameForm() {
        capture(new LogConfig(LogConfig.Format.JSON, LogConfig.Level.INFO, Map.of()));

        java.util.logging.Logger.getLogger("third.party").warning("a socket is gone");

        JsonNode line = JsonMapper.builder().build().readTree(written());
        assertThat(line.get("logger").asString()).isEqualTo("third.party");
        assertThat(line.get("message").asString()).isEqualTo("a socket is gone");
    }

    private void capture(LogConfig config) {
        System.setErr(new PrintStream(output, true, StandardCharsets.UTF_8));
        Logging.apply(config);
    }

    private String written() {
        return output.toString(StandardCharsets.UTF_8);
    }
}
