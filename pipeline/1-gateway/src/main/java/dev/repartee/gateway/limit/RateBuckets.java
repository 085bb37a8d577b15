package dev.repartee.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * The buckets of one scope, in memory.
 *
 * <p>Bounded: an idle bucket goes once it would be full again, which changes nothing; beyond the
 * bound the least used go, whose owners begin with a full one. Thread-safe, never blocks.
 */
final class RateBuckets {

    private static final int BOUND = 200_000;

    private final String scope;
    private final Rate rate;
    private final TimeMeter time;
    private final Cache<String, Entry> entries;

    /** A bucket and what was taken since the shared one was told. */
    record Entry(Bucket bucket, LongAdder unshared) {}

    RateBuckets(String scope, Rate rate, TimeMeter time) {
        this.scope = scope;
        this.rate = rate;
        this.time = time;
        this.entries =
                Caffeine.newBuilder()
                        .maximumSize(BOUND)
                        .ticker(time::currentTimeNanos)
                        .expireAfterAccess(rate.window().plusSeconds(1))
                        .build();
    }

    String scope() {
        return scope;
    }

    Rate rate() {
        return rate;
    }

    /** Takes the tokens, or none when there are too few. */
    RateState take(String owner, int tokens) {
        Entry entry = entries.get(owner, key -> new Entry(fullBucket(), new LongAdder()));
        ConsumptionProbe probe = entry.bucket().tryConsumeAndReturnRemaining(tokens);
        if (probe.isConsumed()) {
            entry.unshared().add(tokens);
        }
        return new RateState(
                scope,
                probe.isConsumed(),
                rate,
                Math.max(0, probe.getRemainingTokens()),
                Duration.ofNanos(probe.getNanosToWaitForReset()),
                Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    /** Gives back tokens that another bucket's refusal made pointless. */
    void giveBack(String owner, int tokens) {
        Entry entry = entries.getIfPresent(owner);
        if (entry != null) {
            entry.bucket().addTokens(tokens);
            entry.unshared().add(-tokens);
        }
    }

    /**
     * Owners who took enough for other processes to care: at least a quarter of a full bucket since
     * they were last told.
     */
    List<String> busy() {
        List<String> busy = new ArrayList<>();
        long enough = Math.max(1, rate.burst() / 4);
        entries.asMap()
                .forEach(
                        (owner, entry) -> {
                            if (entry.unshared().sum() >= enough) {
                                busy.add(owner);
                            }
                        });
        return busy;
    }

    /** What was taken since the last call. */
    long unshared(String owner) {
        Entry entry = entries.getIfPresent(owner);
        return entry == null ? 0 : entry.unshared().sumThenReset();
    }

    /** Lowers the bucket to what all processes together have left; never raises it. */
    void lowerTo(String owner, long sharedTokens) {
        Entry entry = entries.getIfPresent(owner);
        if (entry != null) {
            long surplus = entry.bucket().getAvailableTokens() - sharedTokens;
            if (surplus > 0) {
                entry.bucket().consumeIgnoringRateLimits(surplus);
            }
        }
    }

    private Bucket fullBucket() {
        return Bucket.builder()
                .addLimit(
                        limit ->
                                limit.capacity(rate.burst())
                                        .refillGreedy(rate.perSecond(), Duration.ofSeconds(1)))
                .withCustomTimePrecision(time)
                .build();
    }
}
