package dev.repartee.usage.budget;

import dev.repartee.redis.RedisLink;
import io.lettuce.core.ScriptOutputType;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was spent of each budget, in memory, in step with a counter in Redis that all processes
 * share. While Redis is gone each process goes on from what it knew last and counts its own; when
 * Redis is back it is told what it missed. A counter that Redis lost is set right by whoever knows
 * more, because it never falls below what a process has seen.
 *
 * <p>Asking blocks only for a budget that was never asked for since the start of the process (or of
 * a day or month), for one round trip to the store and none to Redis. Thread-safe.
 */
final class Spending {

    private static final Logger log = LoggerFactory.getLogger(Spending.class);

    /** Adds to a counter that must not be below a floor; answers what it is then. */
    private static final byte[] ADD =
            """
            local total = tonumber(redis.call('GET', KEYS[1]) or '0') + tonumber(ARGV[1])
            local floor = tonumber(ARGV[2])
            if total < floor then total = floor end
            redis.call('SET', KEYS[1], string.format('%.0f', total), 'EX', ARGV[3])
            return string.format('%.0f', total)
            """
                    .getBytes(StandardCharsets.UTF_8);

    private static final Duration IN_STEP = Duration.ofSeconds(2);

    private final RedisLink redis;
    private final ToLongFunction<Counter> stored;
    private final Clock clock;
    private final Map<Counter, Entry> entries = new ConcurrentHashMap<>();

    /** What is counted: a budget in one of its days or months. */
    record Counter(Budget budget, Instant begin) {

        String key() {
            return "spent:%s:%s:%s:%s"
                    .formatted(
                            budget.tenant(),
                            budget.assistant() == null ? "" : budget.assistant(),
                            budget.period().word(),
                            begin.getEpochSecond());
        }

        /** The same budget with another limit goes on from what was spent. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Counter counter && counter.key().equals(key());
        }

        @Override
        public int hashCode() {
            return key().hashCode();
        }
    }

    /** All may be written by every thread that spends. */
    private static final class Entry {
        private final AtomicLong total;
        private final AtomicLong unsent = new AtomicLong();
        private final AtomicBoolean underWay = new AtomicBoolean();
        private volatile Instant inStepAt = Instant.MIN;

        Entry(long total) {
            this.total = new AtomicLong(total);
        }
    }

    /**
     * @param stored what the database knows was spent, or 0 when it can not be asked
     */
    Spending(RedisLink redis, ToLongFunction<Counter> stored, Clock clock) {
        this.redis = redis;
        this.stored = stored;
        this.clock = clock;
    }

    /** What was spent of a budget in the present day or month, as far as it is known here. */
    long spent(Budget budget) {
        Counter counter = counter(budget);
        Entry entry = entry(counter);
        if (entry.inStepAt.plus(IN_STEP).isBefore(clock.instant())) {
            synchronise(counter, entry);
        }
        return entry.total.get();
    }

    /** Counts what was spent just now. */
    void add(Budget budget, long nanos) {
        Counter counter = counter(budget);
        Entry entry = entry(counter);
        // In this order, so that the total less what is unsent is never more than was sent.
        entry.unsent.addAndGet(nanos);
        entry.total.addAndGet(nanos);
        synchronise(counter, entry);
    }

    private Counter counter(Budget budget) {
        return new Counter(budget, budget.period().begin(clock.instant()));
    }

    private Entry entry(Counter counter) {
        Entry known = entries.get(counter);
        if (known != null) {
            return known;
        }
        entries.keySet()
                .removeIf(
                        old -> old.begin().isBefore(old.budget().period().begin(clock.instant())));
        Entry fresh = new Entry(stored.applyAsLong(counter));
        Entry raced = entries.putIfAbsent(counter, fresh);
        return raced == null ? fresh : raced;
    }

    private void synchronise(Counter counter, Entry entry) {
        if (!redis.up() || !entry.underWay.compareAndSet(false, true)) {
            return;
        }
        long sent = entry.unsent.getAndSet(0);
        long floor = entry.total.get() - entry.unsent.get();
        String[] keys = {counter.key()};
        byte[][] arguments =
                List.of(sent, floor, counter.budget().period().keep().toSeconds()).stream()
                        .map(number -> number.toString().getBytes(StandardCharsets.UTF_8))
                        .toArray(byte[][]::new);
        CompletableFuture<byte[]> answer =
                redis.call(c -> c.eval(ADD, ScriptOutputType.VALUE, keys, arguments));
        answer.whenComplete((total, failure) -> settle(counter, entry, sent, total, failure));
    }

    private void settle(Counter counter, Entry entry, long sent, byte[] total, Throwable failure) {
        boolean told = failure == null;
        if (told) {
            long shared = Long.parseLong(new String(total, StandardCharsets.UTF_8));
            entry.total.accumulateAndGet(shared + entry.unsent.get(), Math::max);
            entry.inStepAt = clock.instant();
        } else {
            // Perhaps it was counted after all: better too much than more than the budget.
            entry.unsent.addAndGet(sent);
            log.atDebug()
                    .addKeyValue("error", failure.getMessage())
                    .log("what was spent is counted in this process only");
        }
        entry.underWay.set(false);
        if (told && entry.unsent.get() > 0) {
            synchronise(counter, entry);
        }
    }
}
