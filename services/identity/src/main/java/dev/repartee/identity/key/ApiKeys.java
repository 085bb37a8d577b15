package dev.repartee.identity.key;

import dev.repartee.contract.TenantId;
import dev.repartee.identity.Principal.ApiKeyPrincipal;
import dev.repartee.identity.role.Role;
import dev.repartee.identity.role.RoleId;
import dev.repartee.postgres.Database;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * API keys of the form {@code rp_<prefix>_<secret>}, each scoped to one tenant.
 *
 * <p>Only the SHA-256 of a key is kept. A slow hash would add nothing: the secret has 238 random
 * bits, so it can't be guessed from its hash. Keys are looked up by hash in a snapshot in memory,
 * so neither timing nor a dead database decides who gets in. Thread-safe.
 */
public final class ApiKeys {

    /** How every API key begins. */
    public static final String SCHEME = "rp_";

    /** The name of these keys among the cache versions. */
    public static final String CACHE = "api_keys";

    private static final String ALPHABET =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int PREFIX_LENGTH = 8;
    private static final int SECRET_LENGTH = 40;
    private static final int LONGEST = 128;

    private final ApiKeyTable table;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    // Replaced whole by refresh(), which is synchronized so that no use is lost; read by every
    // thread.
    private volatile KeyRing ring = KeyRing.EMPTY;

    public ApiKeys(Database database, Clock clock) {
        this.table = new ApiKeyTable(database);
        this.clock = clock;
    }

    /** Reads all valid keys anew; blocks. On failure the old snapshot stays. */
    public synchronized void refresh() {
        ring = ring.with(table.valid(clock.instant()));
    }

    /** Who holds the key; empty when it is unknown, expired or revoked. Memory only. */
    public Optional<ApiKeyPrincipal> principal(String key) {
        if (key.length() > LONGEST) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        KeyRing.Held held = ring.find(hash(key), now);
        if (held == null) {
            return Optional.empty();
        }
        held.use().note(now.toEpochMilli());
        ApiKey known = held.key();
        return Optional.of(
                new ApiKeyPrincipal(known.tenant(), known.prefix(), known.role(), known.scopes()));
    }

    /** Whether the tenant has a valid key with that public part. Memory only. */
    public boolean stands(TenantId tenant, String prefix) {
        return ring.stands(tenant, prefix, clock.instant());
    }

    /** Makes a key that may do what an administrator may, see {@link #create(ApiKeyDraft)}. */
    public IssuedApiKey create(TenantId tenant, String name, @Nullable Instant expiresAt) {
        return create(tenant, name, Role.ADMIN.id(), expiresAt);
    }

    /** Makes a key for the system's own ends, see {@link #create(ApiKeyDraft)}. */
    public IssuedApiKey create(
            TenantId tenant, String name, RoleId role, @Nullable Instant expiresAt) {
        return create(ApiKeyDraft.ofSystem(tenant, name, role, expiresAt));
    }

    /** Makes a key; blocks. Other processes know it within about a second, this one at once. */
    public IssuedApiKey create(ApiKeyDraft draft) {
        String prefix = randomText(PREFIX_LENGTH);
        String text = SCHEME + prefix + "_" + randomText(SECRET_LENGTH);
        ApiKey key =
                new ApiKey(
                        draft.tenant(),
                        prefix,
                        draft.name(),
                        draft.role(),
                        draft.scopes(),
                        draft.createdBy(),
                        clock.instant(),
                        draft.expiresAt());
        table.insert(hash(text), key);
        refresh();
        return new IssuedApiKey(text, key);
    }

    /** Ends the tenant's key with that prefix; blocks. False when there is none. */
    public boolean revoke(TenantId tenant, String prefix) {
        boolean revoked = table.revoke(tenant, prefix, clock.instant());
        refresh();
        return revoked;
    }

    /** The tenant's keys that were not revoked, oldest first; blocks. */
    public List<ListedApiKey> list(TenantId tenant) {
        return table.list(tenant);
    }

    /** Writes down which keys were used since the last call, all in one statement; blocks. */
    public synchronized void writeUses() {
        List<KeyRing.Held> used =
                ring.all().stream().filter(held -> held.use().unwritten() > 0).toList();
        if (!used.isEmpty()) {
            Map<ApiKey, Long> uses = new LinkedHashMap<>();
            used.forEach(held -> uses.put(held.key(), held.use().unwritten()));
            table.used(uses);
            used.forEach(held -> held.use().written(uses.getOrDefault(held.key(), 0L)));
        }
    }

    /**
     * Forgets every tenant's keys that were revoked or expired longer ago than that; blocks. Tells
     * how many they were.
     */
    public long forgetEnded(Duration kept) {
        return table.deleteEnded(clock.instant().minus(kept));
    }

    private String randomText(int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    private static byte[] hash(String key) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
