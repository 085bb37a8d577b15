package dev.repartee.bench.drill;

import dev.repartee.bench.drill.fault.Fault.Planted;
import dev.repartee.bench.drill.ledger.Refusal;
import dev.repartee.bench.drill.ledger.Tally;
import dev.repartee.bench.drill.ledger.Violation;
import dev.repartee.bench.drill.ledger.Violation.Promise;
import java.util.ArrayList;
import java.util.List;

/** Adds to a result what only its numbers show: the sums, the audit and the terms of the drill. */
final class Judgement {

    private static final String RUN = "the run";

    private final DrillResult found;
    private final Planted planted;
    private final List<Violation> violations;

    Judgement(DrillResult found, Planted planted) {
        this.found = found;
        this.planted = planted;
        this.violations = new ArrayList<>(found.violations());
    }

    DrillResult complete() {
        Tally tally = found.tally();
        expect(Promise.LOST, "open in the end", 0, tally.open());
        expect(Promise.LOST, "expired", 0, tally.expired());
        expect(Promise.LOST, "parked", 0, tally.parked());
        audit("accepted", tally.accepted() + planted.accepted());
        audit("replied", tally.replied());
        audit("analysed", tally.analysed());
        audit("parked", tally.parked() + planted.parked());
        audit("expired", tally.expired());
        audit("open", 0);
        audit("missing", 0);
        if (found.speed().recovery() == null) {
            add(Promise.RECOVERY, "it was not as quick as before when the drill ended");
        }
        if (found.drill().terms() == Drill.Terms.NOTHING_REFUSED) {
            for (Refusal refusal : Refusal.values()) {
                expect(Promise.LOST, "refused: " + refusal, 0, found.refused(refusal));
            }
        }
        return new DrillResult(
                found.drill(),
                tally,
                found.refusals(),
                found.repeats(),
                found.speed(),
                found.audit(),
                violations);
    }

    private void audit(String row, long expected) {
        expect(Promise.AGREEMENT, "audit: " + row, expected, found.audit().row(row));
    }

    private void expect(Promise promise, String what, long expected, long actual) {
        if (expected != actual) {
            add(promise, "%s: %,d instead of %,d".formatted(what, actual, expected));
        }
    }

    private void add(Promise promise, String detail) {
        violations.add(new Violation(promise, RUN, detail));
    }
}
