package dev.repartee.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.bench.report.Integrity;
import dev.repartee.bench.report.RunResult;
import dev.repartee.bench.report.StepLatency;
import dev.repartee.bench.report.print.JsonReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short run for real: how fast it is says nothing here, that it is accounted for does. */
class BenchRunTest {

    @TempDir private Path folder;

    @Test
    void accountsForEveryMessageOfAWholeSystem() throws Exception {
        RunOptions options =
                new RunOptions(
                        40,
                        2,
                        5,
                        200,
                        1,
                        100,
                        10_000,
                        Layout.SINGLE,
                        false,
                        List.of("--latency", "50"),
                        List.of("-XX:TieredStopAtLevel=1"));

        Set<Path> before = workplaces();
        new BenchRun(Scenario.MIXED, options, folder).run();

        assertThat(workplaces())
                .filteredOn(workplace -> !before.contains(workplace))
                .isNotEmpty()
                .allSatisfy(
                        workplace ->
                                assertThat(workplace.resolve("data"))
                                        .as("what engines kept")
                                        .doesNotExist());
        RunResult result = JsonReport.read(folder.resolve("result.json"));
        assertThat(result.integrity()).isEqualTo(new Integrity(0, 0, 0));
        assertThat(result.traffic().offered()).isEqualTo(200);
        assertThat(result.traffic().accepted() + result.traffic().refused()).isEqualTo(200);
        assertThat(result.traffic().finished()).isEqualTo(result.traffic().accepted());
        assertThat(result.latency(StepLatency.END_TO_END)).isPresent();
        assertThat(result.steps()).extracting(StepLatency::step).contains("dispatch", "infer");
        assertThat(result.resources().processes())
                .extracting(use -> use.name())
                .contains("repartee", "kafka", "postgres", "redis", "stub", "load-0");
    }

    private static Set<Path> workplaces() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("repartee-bench-"))
                    .collect(Collectors.toSet());
        }
    }
}
