package dev.repartee.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.bench.load.LoadPlan.StreamPlan;
import dev.repartee.bench.report.Integrity;
import dev.repartee.bench.report.LoadSetting;
import dev.repartee.bench.report.Machine;
import dev.repartee.bench.report.Percentiles;
import dev.repartee.bench.report.Resources;
import dev.repartee.bench.report.RunResult;
import dev.repartee.bench.report.RunSetting;
import dev.repartee.bench.report.StepLatency;
import dev.repartee.bench.report.Timeline;
import dev.repartee.bench.report.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClimbTest {

    private static final double RATE = 600;

    private static final List<StreamPlan> STREAMS = Climb.streams(RATE, new Scenario.Span(30, 60));

    @Test
    void risesInEqualStepsAfterAWarmUpAtHalfTheRate() {
        assertThat(STREAMS)
                .extracting(StreamPlan::rate)
                .containsExactly(300.0, 100.0, 200.0, 300.0, 400.0, 500.0, 600.0);
        assertThat(STREAMS).extracting(StreamPlan::from).containsExactly(0, 30, 40, 50, 60, 70, 80);
        assertThat(STREAMS)
                .extracting(StreamPlan::seconds)
                .containsExactly(30, 10, 10, 10, 10, 10, 10);
    }

    @Test
    void isTheLastStepThatWasInTimeAsAllBeforeIt() {
        assertThat(Climb.highest(result(300, 310, 400, 900, 350, 300), 400)).isEqualTo(300);
        assertThat(Climb.highest(result(1, 1, 1, 1, 1, 1), 400)).isEqualTo(RATE);
    }

    @Test
    void isNoneWhenTheFirstStepWasLateOrHadNoReply() {
        assertThat(Climb.highest(result(401, 300, 300, 300, 300, 300), 400)).isZero();
        assertThat(Climb.highest(result(), 400)).isZero();
    }

    private static RunResult result(double... p99) {
        List<StepLatency> steps = new ArrayList<>();
        for (int step = 0; step < p99.length; step++) {
            Percentiles latency = new Percentiles(10, 1, 1, 1, p99[step], 1_000, 1_000);
            steps.add(new StepLatency(STREAMS.get(step + 1).name(), latency, "generator"));
        }
        return new RunResult(
                new RunSetting(
                        "capacity",
                        "",
                        Instant.EPOCH,
                        new LoadSetting(RATE, Duration.ZERO, Duration.ofMinutes(1), 1, 1),
                        Map.of(),
                        List.of(),
                        Machine.current()),
                new Traffic(60, 0, 0, 0, 0, 0),
                new Integrity(0, 0, 0),
                steps,
                new Resources(0, List.of(), null),
                Timeline.NONE,
                List.of());
    }
}
