package dev.repartee.gateway.limit;

import dev.repartee.contract.TenantId;
import dev.repartee.identity.quota.MessageCounts;
import dev.repartee.identity.quota.MessageCounts.Count;
import dev.repartee.identity.quota.Quota;
import dev.repartee.identity.quota.Quotas;
import dev.repartee.runtime.Periodic;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Keeps each tenant to the messages that it may send in a minute and on a day (UTC).
 *
 * <p>Decided in memory; once a second the gateways tell each other through PostgreSQL what they
 * took of tenants that have a quota, so the count outlives them, and it can be overrun by what the
 * others take within that second. While PostgreSQL is gone each gateway counts on by itself.
 * Thread-safe; only {@link #share} blocks.
 */
public final class MessageQuota implements AutoCloseable {

    private static final Duration SHARE_EVERY = Duration.ofSeconds(1);

    private final Quotas quotas;
    private final MessageCounts counts;
    private final InstantSource clock;
    private final ConcurrentHashMap<Key, QuotaWindow> windows = new ConcurrentHashMap<>();
    private final Periodic sharing = Periodic.toEnd("message-quota", SHARE_EVERY, this::share);

    private record Key(TenantId tenant, Quota quota) {}

    /**
     * The tenant has sent all that it may.
     *
     * @param quota which quota is used up
     * @param most how many it is
     * @param retryAfter until the next minute or day begins
     */
    public record Exhausted(Quota quota, long most, Duration retryAfter) {}

    public MessageQuota(Quotas quotas, InstantSource clock) {
        this.quotas = quotas;
        this.counts = quotas.counts();
        this.clock = clock;
    }

    /** Begins to share what was counted. */
    public void start() {
        sharing.start();
    }

    /** Whether the tenant has a quota at all. Memory only. */
    public boolean limits(TenantId tenant) {
        return Quota.OF_MESSAGES.stream().anyMatch(quota -> quotas.most(tenant, quota).isPresent());
    }

    /** Takes one message of each quota, or of none when one of them is used up. Memory only. */
    public Optional<Exhausted> take(TenantId tenant) {
        Instant now = clock.instant();
        for (Quota quota : Quota.OF_MESSAGES) {
            OptionalLong most = quotas.most(tenant, quota);
            if (most.isPresent() && !window(tenant, quota).take(most.getAsLong(), now)) {
                giveBack(tenant, quota, now);
                return Optional.of(
                        new Exhausted(
                                quota,
                                most.getAsLong(),
                                Duration.between(now, quota.nextWindow(now))));
            }
        }
        return Optional.empty();
    }

    /** What was taken was of no use, since the message was not accepted. Memory only. */
    public void giveBack(TenantId tenant) {
        Instant now = clock.instant();
        Quota.OF_MESSAGES.forEach(quota -> giveBackOne(tenant, quota, now));
    }

    /** Those that were asked before the one that refused. */
    private void giveBack(TenantId tenant, Quota refused, Instant now) {
        Quota.OF_MESSAGES.stream()
                .takeWhile(quota -> quota != refused)
                .forEach(quota -> giveBackOne(tenant, quota, now));
    }

    private void giveBackOne(TenantId tenant, Quota quota, Instant now) {
        QuotaWindow window = windows.get(new Key(tenant, quota));
        if (window != null) {
            window.giveBack(now);
        }
    }

    /** Tells the other gateways and learns of them; blocks. One thread at a time. */
    void share() {
        windows.keySet().removeIf(key -> quotas.most(key.tenant(), key.quota()).isEmpty());
        Map<Key, Count> sent =
                windows.values().stream()
                        .flatMap(window -> window.untold().stream())
                        .collect(Collectors.toMap(MessageQuota::key, Function.identity()));
        if (sent.isEmpty()) {
            return;
        }
        for (Count total : counts.add(List.copyOf(sent.values()))) {
            Key key = key(total);
            QuotaWindow window = windows.get(key);
            Count told = sent.get(key);
            if (window != null && told != null) {
                window.told(told, total);
            }
        }
    }

    /** Tells once more what was counted. */
    @Override
    public void close() {
        sharing.close();
    }

    private QuotaWindow window(TenantId tenant, Quota quota) {
        return windows.computeIfAbsent(
                new Key(tenant, quota), key -> new QuotaWindow(tenant, quota));
    }

    private static Key key(Count count) {
        return new Key(count.tenant(), count.quota());
    }
}
