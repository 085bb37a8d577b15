package dev.repartee.gateway.limit;

import dev.repartee.runtime.Metric;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps what is in flight in the whole system under a bound: past 90 % of it new work is refused
 * (promise P7). The bound is lower while what is in flight waits too long: {@link AdaptiveBound}.
 *
 * <p>In flight is what the consumer groups have not finished, as of the last refresh, plus what the
 * log has taken from this gateway since that refresh began, plus what it is sending right now.
 * Whatever is in doubt counts twice rather than not at all, so one gateway keeps to the bound
 * exactly. What other gateways accepted since the last refresh (about 200 ms) is not seen: several
 * can overrun it by that much. While the view is not refreshed the count only grows: better refused
 * than unbounded. Thread-safe.
 */
public final class Admission {

    private static final int PERCENT = 90;

    private final Backlog backlog;
    private final AdaptiveBound bound;
    private final AtomicInteger sending = new AtomicInteger();
    private final AtomicLong acknowledged = new AtomicLong();

    /**
     * @param most requests in flight at most
     * @param wait longest that they should wait for their turn; while they wait longer, fewer are
     *     let in
     */
    public Admission(Backlog backlog, int most, Duration wait, MeterRegistry meters) {
        this.backlog = backlog;
        this.bound = new AdaptiveBound(most, wait);
        backlog.count(acknowledged::get);
        Metric.QUEUE_DEPTH.gauge(meters, this::inFlight);
        Metric.ADMISSION_BOUND.gauge(meters, () -> bound.now(backlog.view()));
    }

    /**
     * Whether the next request would be refused. Costs next to nothing, so that refusing does; what
     * it lets pass still has to {@link #enter}.
     */
    public boolean full() {
        Backlog.View view = backlog.view();
        return inFlight(sending.get() + 1, view) > threshold(view);
    }

    /** Lets one request in, or not. Who is let in must call {@link #sent} once. */
    public boolean enter() {
        // counted before it is looked, so that two at once can't both take the last place
        int now = sending.incrementAndGet();
        // in this order: what moves from sending to acknowledged in between counts twice
        Backlog.View view = backlog.view();
        if (inFlight(now, view) > threshold(view)) {
            sending.decrementAndGet();
            return false;
        }
        return true;
    }

    /**
     * The log has answered for a request that was let in.
     *
     * @param accepted whether it is in the log
     */
    public void sent(boolean accepted) {
        if (accepted) {
            acknowledged.incrementAndGet();
        }
        sending.decrementAndGet();
    }

    private long threshold(Backlog.View view) {
        return Math.max(1, (long) bound.now(view) * PERCENT / 100);
    }

    /** Requests in flight. */
    public long inFlight() {
        int now = sending.get();
        return inFlight(now, backlog.view());
    }

    private long inFlight(int now, Backlog.View view) {
        return now + view.unfinished() + acknowledged.get() - view.counted();
    }
}
