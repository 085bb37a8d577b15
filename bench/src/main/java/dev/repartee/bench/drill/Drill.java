package dev.repartee.bench.drill;

import dev.repartee.bench.drill.fault.Fault;
import dev.repartee.bench.drill.site.SiteSpec;
import java.time.Duration;

/**
 * One fault on one site.
 *
 * @param name on the command line
 * @param summary what happens, in a line
 * @param holds how long the fault lasts before it is healed
 * @param terms what the fault may cost
 */
record Drill(String name, String summary, SiteSpec site, Fault fault, Duration holds, Terms terms) {

    /** The same, healed after another time. */
    Drill holding(Duration other) {
        return new Drill(name, summary, site, fault, other, terms);
    }

    /** What clients may feel of a fault, beside waiting. */
    enum Terms {
        /** Refusals and broken connections, as long as everything is answered in the end. */
        REFUSALS_ALLOWED,
        /** Not even that. */
        NOTHING_REFUSED
    }
}
