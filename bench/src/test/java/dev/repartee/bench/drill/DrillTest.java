package dev.repartee.bench.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.bench.drill.client.CrowdSpec;
import dev.repartee.bench.drill.ledger.Violation.Promise;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One drill as {@code ./repartee drill} runs it, smaller; how quick it is is not asked here. */
class DrillTest {

    private static final CrowdSpec CROWD = new CrowdSpec(200, 20);
    private static final DrillRun.Pace PACE =
            new DrillRun.Pace(Duration.ofSeconds(3), Duration.ofSeconds(2), Duration.ofMinutes(2));

    @TempDir private Path folder;

    @Test
    void keepsEveryPromiseWhenAWorkerIsKilledUnderLoad() throws InterruptedException {
        Drill drill = Drills.named("kill-workers").orElseThrow().holding(Duration.ofSeconds(6));
        DrillResult result = new DrillRun(drill, CROWD, PACE, step -> {}).run(folder);
        assertThat(result.violations())
                .filteredOn(violation -> violation.promise() != Promise.RECOVERY)
                .isEmpty();
        assertThat(result.tally().replied()).isPositive();
        assertThat(result.tally().analysed()).isPositive();
        assertThat(result.repeats().requests()).isPositive();
    }

    @Test
    void knowsEveryDrillByItsName() {
        assertThat(Drills.all()).extracting(Drill::name).doesNotHaveDuplicates();
        assertThat(Drills.all())
                .allSatisfy(drill -> assertThat(Drills.named(drill.name())).contains(drill));
    }
}
