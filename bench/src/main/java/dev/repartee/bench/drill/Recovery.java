package dev.repartee.bench.drill;

import dev.repartee.bench.drill.ledger.Entry;
import dev.repartee.bench.drill.ledger.Kind;
import dev.repartee.bench.drill.ledger.Ledger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * How long after the healing the system was as quick as before the fault: from the second on from
 * which 95 % of the messages of every later second were replied to within a second, or within twice
 * what it took in the median second before, whichever is longer. Latencies count from the moment at
 * which a message should have been sent, so a client that could not send does not hide anything.
 */
final class Recovery {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final double SHARE = 0.95;
    private static final int FACTOR = 2;

    private final TreeMap<Long, Long> bySecond = new TreeMap<>();
    private final long start;
    private final long injected;
    private final long healed;
    private final long worst;

    private Recovery(Collection<Entry> entries, Moments moments, long until) {
        this.start = moments.steady();
        this.injected = moments.injected();
        this.healed = moments.healed();
        Map<Long, List<Long>> latencies = new TreeMap<>();
        long longest = 0;
        for (Entry entry : entries) {
            if (entry.identity().kind() != Kind.OBSERVED
                    && entry.intendedAt() >= start
                    && entry.intendedAt() < until) {
                long latency =
                        entry.endedAt() == 0
                                ? Long.MAX_VALUE
                                : entry.endedAt() - entry.intendedAt();
                latencies
                        .computeIfAbsent(
                                (entry.intendedAt() - start) / SECOND, second -> new ArrayList<>())
                        .add(latency);
                longest = Math.max(longest, latency);
            }
        }
        latencies.forEach((second, all) -> bySecond.put(second, percentile(all)));
        this.worst = longest;
    }

    /**
     * The moments of a run by {@link System#nanoTime}.
     *
     * @param steady from when on the load was steady
     */
    record Moments(long steady, long injected, long healed) {}

    /** Judges what should have been sent before {@code until}. */
    static Recovery of(Ledger ledger, Moments moments, long until) {
        return new Recovery(ledger.entries(), moments, until);
    }

    /** Empty when it has not recovered. */
    Optional<Duration> time() {
        long limit = limit();
        long recovered = (healed - start) / SECOND;
        for (Map.Entry<Long, Long> second : bySecond.descendingMap().entrySet()) {
            if (second.getValue() > limit) {
                recovered = Math.max(recovered, second.getKey() + 1);
                break;
            }
        }
        boolean nothingAfter = bySecond.isEmpty() || bySecond.lastKey() < recovered;
        return nothingAfter
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(Math.max(0, start + recovered * SECOND - healed)));
    }

    /** The longest that anybody waited for a reply. */
    Duration worst() {
        return Duration.ofNanos(worst);
    }

    /** What 95 % of the replies took in the median second before the fault. */
    Duration before() {
        return Duration.ofNanos(medianBefore());
    }

    /** How many seconds since the fault were slower than that, in a row or not. */
    long slowSeconds() {
        long limit = limit();
        return bySecond.tailMap((injected - start) / SECOND).values().stream()
                .filter(latency -> latency > limit)
                .count();
    }

    /** Whether each of the last so many seconds was as quick as before. */
    boolean quickFor(int seconds) {
        long limit = limit();
        return bySecond.size() > seconds
                && bySecond.descendingMap().values().stream()
                        .limit(seconds)
                        .allMatch(latency -> latency <= limit);
    }

    private long limit() {
        return Math.max(SECOND, FACTOR * medianBefore());
    }

    private long medianBefore() {
        long[] before =
                bySecond.headMap((injected - start) / SECOND).values().stream()
                        .mapToLong(latency -> latency)
                        .sorted()
                        .toArray();
        return before.length == 0 ? 0 : before[before.length / 2];
    }

    private static long percentile(List<Long> latencies) {
        long[] sorted = latencies.stream().mapToLong(latency -> latency).sorted().toArray();
        return sorted[(int) Math.min(sorted.length - 1L, (long) (sorted.length * SHARE))];
    }

    @Override
    public String toString() {
        return Arrays.toString(bySecond.values().toArray());
    }
}
