package dev.repartee.gateway.push;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.redis.Push;
import dev.repartee.runtime.Metric;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The held HTTP responses of this gateway, by the message they wait for; bounded. Thread-safe. */
public final class Waiters {

    /** How long a push may take before it counts as lost. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final int bound;
    private final InstantSource clock;
    private final AtomicInteger count = new AtomicInteger();
    private final ConcurrentHashMap<RequestKey, List<Entry>> entries = new ConcurrentHashMap<>();

    private record Entry(Waiter waiter, Instant since) {}

    /**
     * @param bound most waiters at once
     */
    public Waiters(int bound, InstantSource clock, MeterRegistry meters) {
        this.bound = bound;
        this.clock = clock;
        Metric.CONNECTIONS.gauge(meters, count::get, "kind", "waiter");
    }

    /**
     * From now on the waiter hears of the message.
     *
     * @throws ReparteeException with {@link ErrorCode#OVERLOADED} when too many wait
     */
    public void add(RequestKey key, Waiter waiter) {
        if (count.incrementAndGet() > bound) {
            count.decrementAndGet();
            throw new ReparteeException(
                    ErrorCode.OVERLOADED, "too many responses are held; try again in a moment");
        }
        entries.compute(
                key,
                (same, before) -> {
                    List<Entry> more =
                            before == null ? new ArrayList<>(1) : new ArrayList<>(before);
                    more.add(new Entry(waiter, clock.instant()));
                    return List.copyOf(more);
                });
    }

    /** The waiter hears nothing more; harmless when it was never added. */
    public void remove(RequestKey key, Waiter waiter) {
        entries.computeIfPresent(
                key,
                (same, before) -> {
                    List<Entry> rest =
                            before.stream().filter(entry -> entry.waiter() != waiter).toList();
                    count.addAndGet(rest.size() - before.size());
                    return rest.isEmpty() ? null : rest;
                });
    }

    /** Whether somebody waits for the message. */
    public boolean waits(RequestKey key) {
        return entries.containsKey(key);
    }

    /** Whether nobody waits at all. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Messages whose waiters have waited so long that a push may have been lost. */
    public List<RequestKey> impatient(int most) {
        Instant limit = clock.instant().minus(PATIENCE);
        return entries.entrySet().stream()
                .filter(entry -> entry.getValue().getFirst().since().isBefore(limit))
                .limit(most)
                .map(Map.Entry::getKey)
                .toList();
    }

    void delta(RequestKey key, Push.Delta delta) {
        for (Entry entry : entries.getOrDefault(key, List.of())) {
            entry.waiter().delta(delta);
        }
    }

    void result(ChatResult result, long offset) {
        end(result.key(), waiter -> waiter.result(result, offset));
    }

    void refused(RequestKey key, ErrorCode code) {
        end(key, waiter -> waiter.refused(code));
    }

    private void end(RequestKey key, Consumer<Waiter> last) {
        List<Entry> waiting = entries.remove(key);
        if (waiting != null) {
            count.addAndGet(-waiting.size());
            waiting.forEach(entry -> last.accept(entry.waiter()));
        }
    }
}
