package dev.repartee.gateway.limit;

import dev.repartee.contract.ConversationKey;
import dev.repartee.contract.RequestKey;
import dev.repartee.runtime.Metric;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The requests that this gateway accepted and whose result it has not seen: bounds how many
 * messages of one conversation are open at once.
 *
 * <p>A result that never comes (its push was lost) frees its place after two minutes. Thread-safe.
 */
public final class OpenRequests {

    /** After this a request no longer counts, whatever became of it. */
    static final Duration FORGET_AFTER = Duration.ofMinutes(2);

    private final int bound;
    private final InstantSource clock;
    private final ConcurrentHashMap<RequestKey, Open> requests = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<ConversationKey, Integer> counts = new ConcurrentHashMap<>();

    /**
     * A request under way.
     *
     * @param since when it was accepted
     */
    public record Open(RequestKey key, ConversationKey conversation, Instant since) {}

    /**
     * @param bound open messages of one conversation at most
     */
    public OpenRequests(int bound, InstantSource clock, MeterRegistry meters) {
        this.bound = bound;
        this.clock = clock;
        Metric.OPEN_REQUESTS.gauge(meters, requests::size);
    }

    /**
     * Takes a place in the conversation. The same request again (a retry) takes no second one.
     *
     * @return false when the conversation has too many open messages
     */
    public boolean open(RequestKey key, ConversationKey conversation) {
        Open opening = new Open(key, conversation, clock.instant());
        if (requests.putIfAbsent(key, opening) != null) {
            return true;
        }
        int[] before = new int[1];
        counts.merge(
                conversation,
                1,
                (count, one) -> {
                    before[0] = count;
                    return count >= bound ? count : count + one;
                });
        if (before[0] >= bound) {
            requests.remove(key, opening);
            return false;
        }
        return true;
    }

    /** Frees the place; a request that has none is ignored. */
    public void close(RequestKey key) {
        Open open = requests.remove(key);
        if (open != null) {
            release(open);
        }
    }

    /** The request, while it is open here. */
    public Optional<Open> find(RequestKey key) {
        return Optional.ofNullable(requests.get(key));
    }

    /** Forgets what is too old; to be called every few seconds. */
    public void sweep() {
        Instant limit = clock.instant().minus(FORGET_AFTER);
        requests.forEach(
                (key, open) -> {
                    if (open.since().isBefore(limit) && requests.remove(key, open)) {
                        release(open);
                    }
                });
    }

    private void release(Open open) {
        counts.computeIfPresent(
                open.conversation(), (conversation, count) -> count <= 1 ? null : count - 1);
    }
}
