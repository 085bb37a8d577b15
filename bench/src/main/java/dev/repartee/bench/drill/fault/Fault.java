package dev.repartee.bench.drill.fault;

import dev.repartee.bench.drill.site.Site;

/** Something that goes wrong, and how it is made good again. */
public interface Fault {

    /** Makes it happen; returns when it has. */
    void inject(Site site) throws InterruptedException;

    /** Ends it; returns when what it had taken down takes traffic again. */
    void heal(Site site) throws InterruptedException;

    /** What it put into the log that no client sent. */
    default Planted planted() {
        return Planted.NOTHING;
    }

    /**
     * Messages that the audit finds and no client knows of.
     *
     * @param accepted how many it counts as accepted
     * @param parked how many of them it counts as parked
     */
    record Planted(long accepted, long parked) {
        static final Planted NOTHING = new Planted(0, 0);
    }
}
