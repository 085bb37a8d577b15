package dev.repartee.bench.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repartee.app.Main;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaProcessTest {

    private static final Duration SOON = Duration.ofMinutes(2);

    @TempDir private Path folder;

    @Test
    void readsWhatItPrintsAndHowItEnded() {
        try (JavaProcess process = start("usage", "--version", "--help")) {
            assertThat(process.awaitExit(SOON)).isZero();
            assertThat(process.output()).contains("Self-hosted reply engine");
            assertThat(process.gcLog()).exists();
        }
    }

    @Test
    void saysWhyWhatIsAwaitedNeverComes() {
        try (JavaProcess process = start("wrong", "no-such-command")) {
            assertThatThrownBy(() -> process.awaitOutput(Pattern.compile("ready"), SOON))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("wrong ended before it said 'ready'")
                    .hasMessageContaining("no-such-command");
        }
    }

    private JavaProcess start(String name, String... arguments) {
        return JavaProcess.start(
                new ProcessSpec(
                        name,
                        List.of("-XX:+UseSerialGC"),
                        Main.class.getName(),
                        List.of(arguments),
                        Map.of()),
                folder);
    }
}
