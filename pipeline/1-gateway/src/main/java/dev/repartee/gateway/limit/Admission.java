package dev.repartee.gateway.limit;

import dev.repartee.runtime.Metric;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps what is in flight in the whole system under a bound: past 90 % of it new work is refused
 * (promise P7).
 *
 * <p>In flight is what the consumer groups have not finished, as of the last refresh, plus what
 * this gateway had acknowledged since, plus what it is sending right now. What other gateways
 * accepted since the last refresh (about 200 ms) is not seen, so the bound can be overrun by that
 * much. While the view is not refreshed the count only grows: better refused than unbounded.
 * Thread-safe.
 */
public final class Admission {

    private static final int PERCENT = 90;

    private final Backlog backlog;
    private final long threshold;
    private final AtomicInteger sending = new AtomicInteger();
    private final AtomicLong acknowledged = new AtomicLong();

    // Replaced by whoever first sees a new view.
    private volatile Base base = new Base(Instant.MIN, 0, 0);

    private record Base(Instant refreshedAt, long unfinished, long acknowledged) {}

    /**
     * @param bound requests in flight at most
     */
    public Admission(Backlog backlog, int bound, MeterRegistry meters) {
        this.backlog = backlog;
        this.threshold = Math.max(1, (long) bound * PERCENT / 100);
        Metric.QUEUE_DEPTH.gauge(meters, this::inFlight);
    }

    /** Lets one request in, or not. Who is let in must call {@link #sent} once. */
    public boolean enter() {
        if (inFlight() >= threshold) {
            return false;
        }
        sending.incrementAndGet();
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

    /** Requests in flight. */
    public long inFlight() {
        Instant refreshedAt = backlog.refreshedAt();
        Base current = base;
        if (!current.refreshedAt().equals(refreshedAt)) {
            current = new Base(refreshedAt, backlog.unfinished(), acknowledged.get());
            base = current;
        }
        return current.unfinished() + acknowledged.get() - current.acknowledged() + sending.get();
    }
}
