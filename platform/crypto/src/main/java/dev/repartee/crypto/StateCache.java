package dev.repartee.crypto;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.repartee.contract.UserKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys in memory, bounded; those that are used rarely go first. Thread-safe: every lane of a
 * stage asks it for every message, so asking takes no lock.
 *
 * <p>Users without a key are not kept: another process may give them one at any time.
 */
final class StateCache {

    private final VaultConfig config;
    private final Clock clock;
    private final Cache<UserKey, Entry> entries;

    private record Entry(UserState state, byte[] wrappedKey, Instant readAt) {}

    StateCache(VaultConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
        this.entries =
                Caffeine.newBuilder()
                        .maximumSize(config.cachedKeys())
                        .executor(Runnable::run)
                        .build();
    }

    /** The state, if it may be used without asking. */
    Optional<UserState> fresh(UserKey user) {
        return notOlder(user, config.cachedFor());
    }

    /** The state, if it may be used while nobody can be asked. */
    Optional<UserState> stale(UserKey user) {
        return notOlder(user, config.outageGrace());
    }

    /** The cipher that was unwrapped from the same bytes before, however long ago. */
    @Nullable UserCipher unwrapped(UserKey user, byte[] wrappedKey) {
        Entry entry = entries.getIfPresent(user);
        return entry != null && Arrays.equals(entry.wrappedKey, wrappedKey)
                ? entry.state.cipher().orElseThrow()
                : null;
    }

    void put(UserKey user, UserState state, byte[] wrappedKey, Instant readAt) {
        entries.put(user, new Entry(state, wrappedKey, readAt));
    }

    void remove(UserKey user) {
        entries.invalidate(user);
    }

    long size() {
        return entries.estimatedSize();
    }

    private Optional<UserState> notOlder(UserKey user, Duration age) {
        Entry entry = entries.getIfPresent(user);
        return entry == null || entry.readAt.plus(age).isBefore(clock.instant())
                ? Optional.empty()
                : Optional.of(entry.state);
    }
}
