package dev.repartee.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.bench.report.Integrity;
import dev.repartee.bench.report.RunResult;
import dev.repartee.bench.report.StepLatency;
import dev.repartee.bench.report.print.JsonReport;
import java.nio.file.Path;
import java.util.List;
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

        new BenchRun(Scenario.MIXED, options, folder).run();

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
}
