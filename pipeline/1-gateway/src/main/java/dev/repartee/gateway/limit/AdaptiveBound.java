package dev.repartee.gateway.limit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How many requests may be in flight: as many as is set while they begin in time, fewer while they
 * wait for longer than that.
 *
 * <p>What is in flight, divided by how long it waits, is what the system gets done; so the bound
 * moves towards that much times the wait that is wanted (Little's law). It shrinks by a twentieth
 * of the way for each view (200 ms), so that a stage that restarts, with everything waiting for a
 * few seconds, turns nobody away; and never under a tenth of what is set. Only waiting counts, not
 * working: a slow model makes nothing wait that has a handler. Thread-safe.
 */
final class AdaptiveBound {

    private static final int LEAST_SHARE = 10;

    /** Of the way to where it should be, at each view. */
    private static final double SHRINKING = 0.05;

    private static final double GROWTH = 1.25;

    private final double most;
    private final double least;
    private final double wanted;
    private final AtomicReference<Step> step;

    /** A bound, and the view that it was found by. */
    private record Step(Backlog.View view, double bound) {}

    /**
     * @param most requests in flight, however fast they are
     * @param wait longest that they should wait for their turn
     */
    AdaptiveBound(int most, Duration wait) {
        this.most = most;
        this.least = Math.max(1, most / LEAST_SHARE);
        this.wanted = wait.toMillis();
        this.step = new AtomicReference<>(new Step(Backlog.View.NOTHING, most));
    }

    /** The bound by this view. */
    int now(Backlog.View view) {
        Step last = step.get();
        if (!view.equals(last.view())) {
            Step next = new Step(view, after(last.bound(), view));
            // whoever loses against another thread uses what that one found
            last = step.compareAndSet(last, next) ? next : step.get();
        }
        return (int) last.bound();
    }

    private double after(double bound, Backlog.View view) {
        double waited = view.waited().toMillis();
        double next =
                waited > wanted
                        ? bound + SHRINKING * (view.unfinished() * wanted / waited - bound)
                        : waited > wanted / 2 ? bound : bound * GROWTH;
        return Math.clamp(next, least, most);
    }
}
