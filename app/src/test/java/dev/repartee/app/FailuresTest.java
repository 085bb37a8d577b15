package dev.repartee.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.assistants.InvalidAssistant;
import dev.repartee.assistants.form.FieldError;
import dev.repartee.embedded.EmbeddedEngines;
import dev.repartee.embedded.EngineException;
import dev.repartee.embedded.EngineOptions;
import dev.repartee.runtime.ExitCode;
import dev.repartee.runtime.StartupException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailuresTest {
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final Failures failures =
            new Failures(new PrintStream(output, true, StandardCharsets.UTF_8));

    @Test
    void tellsInOneLineWhatTheOperatorCanMend() {
        int code = failures.report(StartupException.portInUse(8080, "--port", new IOException()));

        assertThat(code).isEqualTo(ExitCode.PORT_IN_USE.number());
        assertThat(output.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "repartee: Port 8080 is in use by another program. "
                                + "Stop that program or choose another port with --port.");
    }

    @Test
    void hasACodeOfItsOwnForTheDataFolder(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "in the way");

        try (EmbeddedEngines unexpected = EmbeddedEngines.start(file, EngineOptions.forTests())) {
            assertThat(unexpected).isNull();
        } catch (EngineException failure) {
            assertThat(failures.report(failure)).isEqualTo(ExitCode.DATA_FOLDER.number());
        }
        assertThat(output.toString(StandardCharsets.UTF_8).lines()).hasSize(1);
    }

    @Test
    void namesEveryFieldOfAFileThatIsWrong() {
        int code =
                failures.report(
                        new InvalidAssistant(
                                List.of(
                                        new FieldError("a.yaml: name", "must be a text"),
                                        new FieldError("a.yaml: colour", "is not known"))));

        assertThat(code).isEqualTo(ExitCode.USAGE.number());
        assertThat(output.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "repartee: the assistant's definition can't be used:",
                        "  a.yaml: name must be a text",
                        "  a.yaml: colour is not known");
    }

    @Test
    void showsTheStackTraceOfWhatOnlyWeCanMend() {
        int code = failures.report(new IllegalStateException("bug"));

        assertThat(code).isEqualTo(ExitCode.FAILURE.number());
        assertThat(output.toString(StandardCharsets.UTF_8))
                .contains("IllegalStateException: bug", "FailuresTest");
    }
}
