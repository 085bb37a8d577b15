package dev.repartee.crypto;

import dev.repartee.contract.UserKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys in memory, bounded, the longest unused ones dropped first. All methods are guarded by
 * the cache's monitor, and none does I/O or cryptography.
 *
 * <p>Users without a key are not kept: another process may give them one at any time.
 */
final class StateCache {

    private final VaultConfig config;
    private final Clock clock;
    private final LinkedHashMap<UserKey, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    private record Entry(UserState state, byte[] wrappedKey, Instant readAt) {}

    StateCache(VaultConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
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
    synchronized @Nullable UserCipher unwrapped(UserKey user, byte[] wrappedKey) {
        Entry entry = entries.get(user);
        return entry != null && Arrays.equals(entry.wrappedKey, wrappedKey)
                ? entry.state.cipher().orElseThrow()
                : null;
    }

    synchronized void put(UserKey user, UserState state, byte[] wrappedKey, Instant readAt) {
        entries.put(user, new Entry(state, wrappedKey, readAt));
        if (entries.size() > config.cachedKeys()) {
            entries.pollFirstEntry();
        }
    }

    synchronized void remove(UserKey user) {
        entries.remove(user);
    }

    synchronized int size() {
        return entries.size();
    }

    private synchronized Optional<UserState> notOlder(UserKey user, Duration age) {
        Entry entry = entries.get(user);
        return entry == null || entry.readAt.plus(age).isBefore(clock.instant())
                ? Optional.empty()
                : Optional.of(entry.state);
    }
}
