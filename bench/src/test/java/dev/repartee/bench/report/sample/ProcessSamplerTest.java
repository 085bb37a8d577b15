package dev.repartee.bench.report.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.repartee.bench.report.ProcessKind;
import dev.repartee.bench.report.ProcessUse;
import dev.repartee.bench.report.Second;
import dev.repartee.bench.report.TimelineBuilder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessSamplerTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    /** A machine that builds something else at the same time is slow. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir private Path proc;

    @Test
    void seesThisProcess() {
        try (ProcessSampler sampler = ProcessSampler.start(Clock.systemUTC())) {
            sampler.watch("test", ProcessKind.INSTRUMENT, ProcessHandle.current().pid());
            Tick from = sampler.tick();
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            long end = threads.getCurrentThreadCpuTime() + Duration.ofMillis(300).toNanos();
            while (threads.getCurrentThreadCpuTime() < end) {
                Thread.onSpinWait();
            }
            Tick to = sampler.tick();

            assertThat(sampler.use(from, to, 1_000))
                    .singleElement()
                    .satisfies(
                            use -> {
                                assertThat(use.cpuSeconds()).isPositive();
                                assertThat(use.cpuMicrosPerMessage()).isPositive();
                                assertThat(use.memory().peakBytes()).isGreaterThan(10_000_000);
                                assertThat(use.peak().openFiles()).isGreaterThan(3);
                                assertThat(use.peak().threads()).isGreaterThan(3);
                            });
            assertThat(from.machineBusyPercent(to)).isBetween(0.0, 100.0);
        }
    }

    @Test
    void samplesByItselfUntilClosed() {
        try (ProcessSampler sampler = ProcessSampler.start(Clock.systemUTC())) {
            await().atMost(PATIENCE).until(() -> sampler.ticks().size() >= 2);
        }
    }

    @Test
    void aRealProcessThatVanishesIsGoneAndNoError() throws IOException {
        Process child = new ProcessBuilder("sleep", "60").start();
        try (ProcessSampler sampler = ProcessSampler.start(Clock.systemUTC())) {
            sampler.watch("child", ProcessKind.SYSTEM, child.pid());
            assertThat(sampler.tick().processes().get("child").alive()).isEqualTo(1);

            child.destroyForcibly().onExit().join();

            await().atMost(PATIENCE)
                    .until(() -> sampler.tick().processes().get("child").alive() == 0);
            assertThat(sampler.tick().processes().get("child").residentBytes()).isZero();
        } finally {
            child.destroyForcibly();
        }
    }

    @Test
    void keepsWhatAVanishedProcessUsedAndAddsItsSuccessor() throws IOException {
        FakeProcesses processes = new FakeProcesses(proc);
        processes.put(10, 1, 500, 100, 0);
        ProcessSampler sampler = new ProcessSampler(proc, Clock.systemUTC());
        sampler.watch("gateway", ProcessKind.SYSTEM, 10);
        Tick from = sampler.tick();
        processes.put(10, 1, 500, 150, 0);
        sampler.tick();
        processes.remove(10);
        sampler.tick();
        processes.put(11, 1, 900, 30, 0);
        sampler.watch("gateway", ProcessKind.SYSTEM, 11);
        processes.put(11, 1, 900, 70, 0);

        Tick to = sampler.tick();

        assertThat(from.cpuMicros("gateway", to)).isEqualTo((50 + 40) * 10_000L);
    }

    @Test
    void anotherProcessUnderAnOldIdIsNotTheOneWatched() throws IOException {
        FakeProcesses processes = new FakeProcesses(proc);
        processes.put(10, 1, 500, 100, 0);
        ProcessSampler sampler = new ProcessSampler(proc, Clock.systemUTC());
        sampler.watch("gateway", ProcessKind.SYSTEM, 10);
        processes.put(10, 1, 7_777, 5_000, 0);

        ProcessSample sample = sampler.tick().processes().get("gateway");

        assertThat(sample.alive()).isZero();
        assertThat(sample.cpuMicros()).isZero();
    }

    @Test
    void anEngineIsTheSumOfItsChildrenLivingAndEndedWithSharedMemoryOnce() throws IOException {
        FakeProcesses processes = new FakeProcesses(proc);
        processes.put(20, 1, 500, 10, 0);
        processes.put(21, 20, 501, 5, 0);
        processes.put(22, 21, 502, 5, 0);
        ProcessSampler sampler = new ProcessSampler(proc, Clock.systemUTC());
        sampler.watchWithChildren("postgres", ProcessKind.ENGINE, 20);
        Tick from = sampler.tick();
        // One backend worked and ended, another one came.
        processes.put(20, 1, 500, 12, 40);
        processes.put(21, 20, 501, 5, 0);
        processes.remove(22);
        processes.put(23, 20, 600, 8, 0);
        Tick to = sampler.tick();

        ProcessSample last = to.processes().get("postgres");

        assertThat(last.alive()).isEqualTo(3);
        // From 20 ticks in all to 65, ended children included.
        assertThat(from.cpuMicros("postgres", to)).isEqualTo(45 * 10_000L);
        assertThat(last.residentBytes())
                .isEqualTo(
                        (3 * FakeProcesses.ANONYMOUS + FakeProcesses.MAPPED + FakeProcesses.SHARED)
                                * 1_024L);
        assertThat(last.threads()).isEqualTo(6);
    }

    @Test
    void aChildWatchedByItselfIsNotCountedTwice() throws IOException {
        FakeProcesses processes = new FakeProcesses(proc);
        processes.put(20, 1, 500, 10, 0);
        processes.put(21, 20, 501, 5, 0);
        ProcessSampler sampler = new ProcessSampler(proc, Clock.systemUTC());
        sampler.watchWithChildren("all", ProcessKind.ENGINE, 20);
        sampler.watch("one", ProcessKind.ENGINE, 21);

        assertThat(sampler.tick().processes().get("all").alive()).isEqualTo(1);
    }

    @Test
    void costPerMessageIsUnknownWhenNoneFinished() throws IOException {
        FakeProcesses processes = new FakeProcesses(proc);
        processes.put(10, 1, 500, 100, 0);
        ProcessSampler sampler = new ProcessSampler(proc, Clock.systemUTC());
        sampler.watch("gateway", ProcessKind.SYSTEM, 10);

        List<ProcessUse> use = sampler.use(sampler.tick(), sampler.tick(), 0);

        assertThat(use.getFirst().cpuMicrosPerMessage()).isNull();
    }

    @Test
    void aPeakBetweenSamplesCountsAndOneFromBeforeTheWindowDoesNot() throws IOException {
        FakeProcesses processes = new FakeProcesses(proc);
        processes.put(10, 1, 500, 100, 0);
        processes.memory(10, 300, 900);
        ProcessSampler sampler = new ProcessSampler(proc, moments());
        sampler.watch("gateway", ProcessKind.SYSTEM, 10);
        Tick before = sampler.tick();
        processes.memory(10, 400, 900);
        Tick calm = sampler.tick();
        processes.memory(10, 350, 1_200);
        Tick spike = sampler.tick();

        assertThat(sampler.use(before, calm, 1).getFirst().memory().peakBytes())
                .isEqualTo(400 * 1_024);
        assertThat(sampler.use(before, spike, 1).getFirst().memory())
                .isEqualTo(new ProcessUse.Memory(300 * 1_024, 350 * 1_024, 1_200 * 1_024));
    }

    @Test
    void watchingWhatIsNotThereIsAnErrorThatNamesIt() throws IOException {
        new FakeProcesses(proc);
        ProcessSampler sampler = new ProcessSampler(proc, Clock.systemUTC());

        assertThatThrownBy(() -> sampler.watch("gateway", ProcessKind.SYSTEM, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("gateway has no process 10");
    }

    @Test
    void aSystemWithoutProcessFilesIsTold() {
        assertThatThrownBy(() -> new ProcessSampler(proc, Clock.systemUTC()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("only Linux");
    }

    @Test
    void samplesBecomeTheLoadOfTheSecondBetweenThem() {
        Tick one = tick(START.plusMillis(100), 0, 0, 1_000_000);
        Tick two = tick(START.plusMillis(600), 500_000, 1_000_000, 2_000_000);
        Tick three = tick(START.plusMillis(1_100), 500_000, 1_000_000, 3_000_000);
        TimelineBuilder timeline = new TimelineBuilder(START);

        TickSeconds.add(List.of(one, two, three), timeline);

        assertThat(timeline.build().seconds())
                .singleElement()
                .satisfies(
                        second -> {
                            assertThat(second.at()).isZero();
                            assertThat(second.machineBusyPercent()).isEqualTo(50);
                            assertThat(second.processes().get("gateway").cpuPercent())
                                    .isEqualTo(50);
                        });
    }

    @Test
    void samplesCloseTogetherAreNoBurstAndWhatIsGoneHasNoLoad() {
        Tick one = tick(START, 0, 0, 1_000_000);
        Tick close = tick(START.plusMillis(1), 10_000, 0, 1_000_000);
        Tick two = tick(START.plusMillis(500), 50_000, 0, 2_000_000);
        Tick gone =
                new Tick(
                        START.plusMillis(1_500),
                        0,
                        3_000_000,
                        Map.of(
                                "gateway",
                                new ProcessSample(ProcessKind.SYSTEM, 50_000, 0, 0, 0, 0, 0)));
        TimelineBuilder timeline = new TimelineBuilder(START);

        TickSeconds.add(List.of(one, close, two, gone), timeline);

        List<Second> seconds = timeline.build().seconds();
        assertThat(seconds.getFirst().processes().get("gateway").cpuPercent()).isEqualTo(10);
        assertThat(seconds.getLast().processes()).isEmpty();
    }

    /** Each sample is a second after the one before. */
    private static Clock moments() {
        return new Clock() {
            private int calls;

            @Override
            public Instant instant() {
                return START.plusSeconds(calls++);
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
    }

    private static Tick tick(Instant at, long cpu, long busy, long possible) {
        return new Tick(
                at,
                busy,
                possible,
                Map.of(
                        "gateway",
                        new ProcessSample(ProcessKind.SYSTEM, cpu, 1_000, 1_000, 1, 1, 1)));
    }
}
