package dev.repartee.bench.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.bench.fuzz.guide.Finding;
import dev.repartee.bench.fuzz.guide.FuzzResult;
import dev.repartee.bench.fuzz.remote.RemoteRun;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short siege of a real system in a process of its own, through each of its doors. */
class RemoteRunTest {

    private static final long SEED = 20_260_101;
    private static final Duration LONGEST = Duration.ofSeconds(25);

    @TempDir static Path folder;
    private static RemoteRun run;

    @BeforeAll
    static void start() {
        run = RemoteRun.start(folder, line -> {});
    }

    @AfterAll
    static void stop() {
        run.close();
    }

    @Test
    void nothingGivesWayToHttp() throws InterruptedException {
        check(run.http(SEED, limits(1_500)));
    }

    @Test
    void nothingGivesWayToWebSockets() throws InterruptedException {
        check(run.webSocket(SEED, limits(400)));
    }

    @Test
    void badRecordsParkAndTheRestIsServed() {
        check(run.records(SEED, limits(500)));
    }

    private static RemoteRun.Limits limits(long cases) {
        return new RemoteRun.Limits(LONGEST, cases);
    }

    private static void check(FuzzResult result) {
        assertThat(result.findings()).extracting(RemoteRunTest::shown).isEmpty();
        assertThat(result.cases()).isPositive();
        assertThat(result.coverage().branches()).isPositive();
    }

    private static String shown(Finding finding) {
        return finding.kind()
                + ": "
                + finding.detail()
                + "\n"
                + new String(finding.input(), StandardCharsets.ISO_8859_1);
    }
}
