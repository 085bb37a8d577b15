package dev.repartee.bench.report.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.bench.report.Pauses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GcPausesTest {
    private static final Instant STARTED = Instant.parse("2026-03-01T10:00:00Z");
    private static final Instant LATER = STARTED.plus(Duration.ofDays(1));

    @TempDir private Path folder;

    @Test
    void readsSerialAndG1AndTheirSafepoints() throws IOException {
        Path log =
                log(
                        "[0.334s][info][gc,start    ] GC(0) Pause Young (Allocation Failure)",
                        "[0.354s][info][gc          ] GC(0) Pause Young (Allocation Failure) 35M->7M(123M) 19.603ms",
                        "[0.357s][info][safepoint   ] Safepoint \"SerialCollectForAllocation\", Time since last: 316659578 ns, Reaching safepoint: 2935 ns, At safepoint: 19654049 ns, Leaving safepoint: 2756713 ns, Total: 22413697 ns, Threads: 0 runnable, 10 total",
                        "[0.408s][info][gc,phases   ] GC(1) Phase 1: Mark live objects 4.553ms",
                        "[0.414s][info][gc          ] GC(1) Pause Full (System.gc()) 13M->5M(123M) 9.974ms",
                        "[0.500s][info][gc          ] GC(2) Concurrent Mark Cycle 12.000ms",
                        "[0.600s][info][gc          ] GC(3) Pause Young (Normal) (G1 Evacuation Pause) 15M->4M(128M) 8.256ms");

        GcPauses pauses = GcPauses.read(log, STARTED);

        assertPauses(pauses.collections(STARTED, LATER), 3, 37.833, 19.603);
        assertPauses(pauses.stops(STARTED, LATER), 1, 22.413697, 22.413697);
    }

    @Test
    void readsTheShortPausesOfZgc() throws IOException {
        Path log =
                log(
                        "[0.185s][info][gc,phases] GC(0) Y: Pause Mark Start (Major) 0.011ms",
                        "[0.186s][info][gc,phases] GC(0) Y: Concurrent Mark 7.011ms",
                        "[0.199s][info][gc,phases] GC(0) O: Pause Mark End 0.009ms");

        assertPauses(GcPauses.read(log, STARTED).collections(STARTED, LATER), 2, 0.020, 0.011);
    }

    @Test
    void countsOnlyWhatEndedInTheWindow() throws IOException {
        Path log =
                log(
                        "[9.999s][info][gc] GC(0) Pause Young (Normal) 1M->1M(1M) 1.000ms",
                        "[10.000s][info][gc] GC(1) Pause Young (Normal) 1M->1M(1M) 2.000ms",
                        "[19.999s][info][gc] GC(2) Pause Young (Normal) 1M->1M(1M) 3.000ms",
                        "[20.000s][info][gc] GC(3) Pause Young (Normal) 1M->1M(1M) 4.000ms");

        Pauses inside =
                GcPauses.read(log, STARTED)
                        .collections(STARTED.plusSeconds(10), STARTED.plusSeconds(20));

        assertPauses(inside, 2, 5, 3);
    }

    @Test
    void aDateInTheLineCountsMoreThanTheStart() throws IOException {
        Path log =
                log(
                        "[2026-03-01T12:00:05.000+0200][1.000s][info][gc] GC(0) Pause Young (Normal) 1M->1M(1M) 1.500ms");

        assertPauses(
                GcPauses.read(log, Instant.EPOCH)
                        .collections(STARTED.plusSeconds(4), STARTED.plusSeconds(6)),
                1,
                1.5,
                1.5);
    }

    @Test
    void aLogThatIsCutOffLosesItsLastLineOnly() throws IOException {
        Path log =
                log(
                        "[1.000s][info][gc] GC(0) Pause Young (Normal) 1M->1M(1M) 1.000ms",
                        "[2.000s][info][gc] GC(1) Pause Young (Normal) 15M->4M(128M) 8.2");

        assertPauses(GcPauses.read(log, STARTED).collections(STARTED, LATER), 1, 1, 1);
    }

    @Test
    void whatIsNoTextOrNoLogHasNoPauses() throws IOException {
        Path log = folder.resolve("x.gc.log");
        Files.write(log, new byte[] {(byte) 0xff, 0, '\n', (byte) 0xc3, '['});

        assertThat(GcPauses.read(log, STARTED).stops(STARTED, LATER)).isEqualTo(Pauses.NONE);
        assertThat(
                        GcPauses.read(folder.resolve("no/such.log"), STARTED)
                                .collections(STARTED, LATER))
                .isEqualTo(Pauses.NONE);
    }

    @Test
    void rotatedFilesBelongToTheLogAndOtherLogsDoNot() throws IOException {
        String line = "[1.000s][info][gc] GC(0) Pause Young (Normal) 1M->1M(1M) 1.000ms\n";
        for (String name :
                List.of("a.gc.log", "a.gc.log.0", "a.gc.log.12", "a.gc.log.old", "aa.gc.log")) {
            Files.writeString(folder.resolve(name), line);
        }

        assertPauses(
                GcPauses.read(folder.resolve("a.gc.log"), STARTED).collections(STARTED, LATER),
                3,
                3,
                1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-XX:+UseSerialGC", "-XX:+UseG1GC", "-XX:+UseZGC"})
    void understandsThisJvm(String collector) throws Exception {
        Path log = folder.resolve("real.gc.log");
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                collector,
                                "-Xmx64m",
                                "-Xlog:gc*,safepoint:file=" + log,
                                "-cp",
                                System.getProperty("java.class.path"),
                                Collecting.class.getName())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("real.out").toFile())
                        .start();
        Instant started = child.info().startInstant().orElseThrow();

        assertThat(child.waitFor(2, TimeUnit.MINUTES)).isTrue();

        GcPauses pauses = GcPauses.read(log, started);
        assertThat(pauses.collections(started, started.plus(Duration.ofMinutes(3))).count())
                .isPositive();
        assertThat(pauses.stops(started, started.plus(Duration.ofMinutes(3))).count()).isPositive();
    }

    /** Asks for a collection. */
    static final class Collecting {
        private Collecting() {}

        public static void main(String[] arguments) {
            System.gc();
        }
    }

    private Path log(String... lines) throws IOException {
        return Files.writeString(folder.resolve("x.gc.log"), String.join("\n", lines));
    }

    private static void assertPauses(Pauses pauses, long count, double total, double longest) {
        assertThat(pauses.count()).isEqualTo(count);
        assertThat(pauses.totalMillis()).isCloseTo(total, Offset.offset(1e-9));
        assertThat(pauses.maxMillis()).isEqualTo(longest);
    }
}
