package dev.repartee.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.bench.report.Second.Latency;
import dev.repartee.bench.report.Second.Load;
import dev.repartee.bench.report.Second.Rates;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class RecordsTest {
    private static final Instant BEGIN = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void percentilesAreMillisecondsOfMicroseconds() {
        Histogram histogram = new Histogram(3);
        for (int micros = 1_000; micros <= 100_000; micros += 1_000) {
            histogram.recordValue(micros);
        }

        Percentiles latency = Percentiles.ofMicros(histogram);

        assertThat(latency.count()).isEqualTo(100);
        assertThat(latency.p50()).isBetween(49.9, 50.1);
        assertThat(latency.p99()).isBetween(98.9, 99.1);
        assertThat(latency.max()).isBetween(99.9, 100.1);
        assertThat(Percentiles.ofMicros(new Histogram(3))).isEqualTo(Percentiles.NONE);
    }

    @Test
    void ratesOfAnEmptyWindowAreZero() {
        Traffic none = new Traffic(0, 0, 0, 0, 0, 0);

        assertThat(none.offeredPerSecond()).isZero();
        assertThat(none.refusedShare()).isZero();
        assertThat(new Traffic(10, 100, 60, 40, 0, 60).refusedShare()).isEqualTo(0.4);
    }

    @Test
    void onlyOurOwnProcessesCountTowardsTheFloor() {
        ProcessUse ours = use("gateway", ProcessKind.SYSTEM, 80.0);
        ProcessUse more = use("history", ProcessKind.SYSTEM, 40.0);
        ProcessUse engine = use("kafka", ProcessKind.ENGINE, 500.0);
        Floor floor = new Floor(1_000, 60, 40, Map.of());

        assertThat(new Resources(50, List.of(ours, more, engine), floor).ratioToFloor())
                .isEqualTo(2.0);
        assertThat(new Resources(50, List.of(ours), null).ratioToFloor()).isNull();
        assertThat(new Resources(50, List.of(engine), floor).ratioToFloor()).isNull();
        assertThat(
                        new Resources(50, List.of(use("gateway", ProcessKind.SYSTEM, null)), floor)
                                .ratioToFloor())
                .isNull();
    }

    @Test
    void aGoalIsMetByTheUnroundedFigureAndNeverByNone() {
        assertThat(Goal.atMost("P99", 400, 400.001, "ms").met()).isFalse();
        assertThat(Goal.atMost("P99", 400, 400, "ms").met()).isTrue();
        assertThat(Goal.atLeast("rate", 10_000, 9_999.9, "/s"))
                .isEqualTo(new Goal("rate", ">= 10,000 /s", "9,999.90 /s", false));
        assertThat(Goal.atMost("P99", 400, Double.NaN, "ms"))
                .isEqualTo(new Goal("P99", "<= 400 ms", "not measured", false));
    }

    @Test
    void observersMeetInTheSameSecond() {
        Timeline timeline =
                new TimelineBuilder(BEGIN)
                        .rates(BEGIN.plusMillis(1), new Rates(1, 1, 0, 1))
                        .rates(BEGIN.plusMillis(999), new Rates(2, 1, 1, 0))
                        .latency(BEGIN, new Latency(1, 5, 6, 7))
                        .latency(BEGIN, new Latency(2, 3, 4, 9))
                        .queueDepth(BEGIN, 3)
                        .queueDepth(BEGIN.plusMillis(500), 4)
                        .machine(BEGIN, 40)
                        .machine(BEGIN, 60)
                        .process(BEGIN, "a", new Load(10, 100))
                        .process(BEGIN, "a", new Load(30, 300))
                        .machine(BEGIN.minusMillis(1), 7)
                        .mark(BEGIN.plusMillis(1_500), "killed")
                        .build();

        assertThat(timeline.seconds())
                .containsExactly(
                        new Second(-1, null, null, null, 7.0, Map.of()),
                        new Second(
                                0,
                                new Rates(3, 2, 1, 1),
                                new Latency(2, 5, 6, 9),
                                7L,
                                50.0,
                                Map.of("a", new Load(20, 200))));
        assertThat(timeline.marks()).containsExactly(new Timeline.Mark(1.5, "killed"));
    }

    @Test
    void describesThisMachine() {
        Machine machine = Machine.current();

        assertThat(machine.cores()).isPositive();
        assertThat(machine.memoryBytes()).isGreaterThan(1 << 28);
        assertThat(machine.processor()).isNotBlank();
    }

    private static ProcessUse use(String name, ProcessKind kind, Double micros) {
        return new ProcessUse(
                name,
                kind,
                1,
                micros,
                new ProcessUse.Memory(1, 1, 1),
                new ProcessUse.Held(1, 1),
                null);
    }
}
