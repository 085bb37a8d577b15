package dev.repartee.bench.report.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonReportTest {
    @TempDir private Path folder;

    @Test
    void whatIsWrittenReadsBackTheSame() throws IOException {
        Path full = folder.resolve("full.json");
        Path empty = folder.resolve("empty.json");

        JsonReport.write(Runs.overload(), full);
        JsonReport.write(Runs.empty(), empty);

        assertThat(JsonReport.read(full)).isEqualTo(Runs.overload());
        assertThat(JsonReport.read(empty)).isEqualTo(Runs.empty());
    }

    @Test
    void carriesWhatAScriptWouldOtherwiseHaveToCompute() throws IOException {
        Path file = folder.resolve("run.json");
        JsonReport.write(Runs.overload(), file);

        assertThat(Files.readString(file))
                .contains("\"finishedPerSecond\" : 6705.1")
                .contains("\"ratioToFloor\" : 2.36")
                .contains("\"succeeded\" : false")
                .contains("\"duration\" : \"PT1M\"")
                .contains("\"startedAt\" : \"2026-03-01T10:00:00Z\"");
    }

    @Test
    void aFileThatIsCutOffIsTold() throws IOException {
        Path file = folder.resolve("cut.json");
        JsonReport.write(Runs.overload(), file);
        Files.writeString(file, Files.readString(file).substring(0, 700));

        assertThatThrownBy(() -> JsonReport.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cut.json is no result");
    }
}
