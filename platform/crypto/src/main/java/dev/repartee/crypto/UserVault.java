package dev.repartee.crypto;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.UserKey;
import dev.repartee.postgres.Database;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps a key per user and destroys it on erasure (promise P8). Thread-safe.
 *
 * <p>Keys lie in a database of their own, wrapped by the master key. In memory they live as {@link
 * VaultConfig} says: a minute, so that an erasure elsewhere is felt that soon; longer only while
 * the keys' database can not be asked (promise P6). Without a cached key, calls then throw a
 * retryable {@code STORE_UNAVAILABLE}.
 */
public final class UserVault {

    private final KeyTable keys;
    private final KeyWrapping wrapping;
    private final StateCache cache;
    private final SharedQueries loads = new SharedQueries(this::load);
    private final SharedQueries peeks = new SharedQueries(users -> peek(users.keySet()));
    private final Clock clock;

    public UserVault(
            Database database,
            MasterKey masterKey,
            VaultConfig config,
            Clock clock,
            MeterRegistry registry) {
        this.keys = new KeyTable(database);
        this.wrapping = new KeyWrapping(masterKey);
        this.cache = new StateCache(config, clock);
        this.clock = clock;
        Gauge.builder("repartee_vault_cached_keys", cache, StateCache::size).register(registry);
    }

    /**
     * The cipher for something of the user that was accepted then. Creates the user's key at first
     * use.
     *
     * @return empty when the user was erased since: store it without text
     */
    public Optional<UserCipher> cipherFor(UserKey user, Instant acceptedAt) {
        Optional<UserState> fresh = cache.fresh(user);
        if (fresh.isPresent() && usable(fresh.get(), acceptedAt)) {
            return fresh.get().cipherFor(acceptedAt);
        }
        try {
            return loads.ask(user, acceptedAt).cipherFor(acceptedAt);
        } catch (ReparteeException e) {
            return duringOutage(user, e).cipherFor(acceptedAt);
        }
    }

    /** The cipher of the user's present key, for reading; empty when there is none. */
    public Optional<UserCipher> existing(UserKey user) {
        Optional<UserState> fresh = cache.fresh(user);
        if (fresh.isPresent()) {
            return fresh.get().cipher();
        }
        try {
            return peeks.ask(user, Instant.EPOCH).cipher();
        } catch (ReparteeException e) {
            return duringOutage(user, e).cipher();
        }
    }

    /**
     * The state of many users as the database has it now, creating the keys that are missing and
     * allowed; never from the cache, so what was erased is known. One round trip, three when keys
     * are created.
     *
     * @param newest for each user the latest time of acceptance for which a cipher is wanted
     */
    public Map<UserKey, UserState> load(Map<UserKey, Instant> newest) {
        Map<UserKey, UserState> states = new HashMap<>(peek(newest.keySet()));
        List<KeyTable.Draft> drafts = new ArrayList<>();
        newest.forEach(
                (user, acceptedAt) -> {
                    if (!usable(one(user, states), acceptedAt)) {
                        drafts.add(
                                new KeyTable.Draft(user, wrapping.newWrappedKey(user), acceptedAt));
                    }
                });
        if (!drafts.isEmpty()) {
            keys.create(drafts);
            states.putAll(peek(drafts.stream().map(KeyTable.Draft::user).toList()));
        }
        return states;
    }

    /** The state of many users as the database has it now; creates nothing. One round trip. */
    public Map<UserKey, UserState> peek(Collection<UserKey> users) {
        if (users.isEmpty()) {
            return Map.of();
        }
        Instant readAt = clock.instant();
        Map<UserKey, UserState> states = HashMap.newHashMap(users.size());
        keys.read(users).forEach((user, entry) -> states.put(user, state(user, entry, readAt)));
        return states;
    }

    /**
     * Erases the user: from now on nothing accepted until {@code now} is stored with text, and what
     * was encrypted can not be read again: here at once, in other processes when their cached key
     * ends. Safe to repeat.
     *
     * @return the time of the tombstone
     */
    public Instant erase(UserKey user, Instant now) {
        Instant erasedAt = keys.erase(user, now);
        cache.remove(user);
        return erasedAt;
    }

    /** Erases the user as of now. */
    public Instant erase(UserKey user) {
        return erase(user, clock.instant());
    }

    /**
     * Some of a tenant's users who have a key, in no order.
     *
     * @param limit most of them
     */
    public List<UserKey> users(TenantId tenant, int limit) {
        return keys.ofTenant(tenant, limit);
    }

    /** When the user was last erased, if ever; asks the database. */
    public Optional<Instant> erasedAt(UserKey user) {
        return one(user, peek(Set.of(user))).erasedAt();
    }

    /** All users that were erased since then, with the time of their tombstone. */
    public Map<UserKey, Instant> erasedSince(Instant since) {
        return keys.erasedSince(since);
    }

    private UserState state(UserKey user, KeyTable.Entry entry, Instant readAt) {
        byte[] wrapped = entry.wrappedKey();
        if (wrapped == null) {
            cache.remove(user);
            return new UserState(null, entry.erasedAt());
        }
        UserCipher known = cache.unwrapped(user, wrapped);
        UserState state =
                new UserState(
                        known == null ? wrapping.unwrap(user, wrapped) : known, entry.erasedAt());
        cache.put(user, state, wrapped, readAt);
        return state;
    }

    private static UserState one(UserKey user, Map<UserKey, UserState> states) {
        return Objects.requireNonNull(states.get(user));
    }

    private UserState duringOutage(UserKey user, ReparteeException outage) {
        if (outage.code() != ErrorCode.STORE_UNAVAILABLE) {
            throw outage;
        }
        return cache.stale(user).orElseThrow(() -> outage);
    }

    /** Whether the state answers for that time, or a key would have to be created first. */
    private static boolean usable(UserState state, Instant acceptedAt) {
        return state.erased(acceptedAt) || state.cipher().isPresent();
    }
}
