package dev.repartee.bench.drill;

import dev.repartee.bench.drill.ledger.Refusal;
import dev.repartee.bench.drill.ledger.Tally;
import dev.repartee.bench.drill.ledger.Violation;
import dev.repartee.bench.drill.ledger.Violation.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of a drill.
 *
 * @param tally what the clients counted
 * @param refusals answers and lost connections that promised nothing
 * @param repeats what was sent or delivered again
 * @param speed how quick it was
 * @param audit what {@code repartee audit} counted
 * @param violations broken promises
 */
record DrillResult(
        Drill drill,
        Tally tally,
        Map<Refusal, Long> refusals,
        Repeats repeats,
        Speed speed,
        AuditNumbers audit,
        List<Violation> violations) {

    /** What came more than once, as it may. */
    record Repeats(long requests, long frames) {}

    /**
     * How quick it was.
     *
     * @param recovery when it was as quick as before, from the healing on; null for never
     * @param slowSeconds how many seconds since the fault were slower than that
     * @param before what 95 % of the replies took in the median second before the fault
     * @param worst the longest wait for a reply
     * @param stoodStill how long this machine itself did not run
     */
    record Speed(
            @Nullable Duration recovery,
            long slowSeconds,
            Duration before,
            Duration worst,
            Duration stoodStill) {}

    DrillResult {
        refusals = Map.copyOf(refusals);
        violations = List.copyOf(violations);
    }

    boolean kept() {
        return violations.isEmpty();
    }

    long broken(Promise promise) {
        return violations.stream().filter(violation -> violation.promise() == promise).count();
    }

    long refused(Refusal refusal) {
        return refusals.getOrDefault(refusal, 0L);
    }
}
