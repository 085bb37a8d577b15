package dev.repartee.identity.key;

import dev.repartee.contract.TenantId;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The valid keys at one moment, by hash and by name. Immutable, but for the uses that its entries
 * note.
 */
final class KeyRing {

    static final KeyRing EMPTY = new KeyRing(Map.of());

    private final Map<ByteBuffer, Held> byHash;
    private final Map<Name, Held> byName;

    /** A key and its last use. */
    record Held(ApiKey key, KeyUse use) {}

    private record Name(TenantId tenant, String prefix) {}

    private KeyRing(Map<ByteBuffer, Held> byHash) {
        this.byHash = Map.copyOf(byHash);
        this.byName =
                byHash.values().stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        held -> new Name(held.key().tenant(), held.key().prefix()),
                                        held -> held));
    }

    /** A ring of these keys; uses that this one noted are kept. */
    KeyRing with(Map<byte[], ApiKey> keys) {
        Map<ByteBuffer, Held> fresh = new HashMap<>();
        keys.forEach(
                (hash, key) -> {
                    ByteBuffer name = ByteBuffer.wrap(hash);
                    Held before = byHash.get(name);
                    KeyUse use = before == null ? new KeyUse() : before.use();
                    fresh.put(name, new Held(key, use));
                });
        return new KeyRing(fresh);
    }

    /** The key of that hash, unless it has expired. */
    @Nullable Held find(byte[] hash, Instant now) {
        return valid(byHash.get(ByteBuffer.wrap(hash)), now);
    }

    /** Whether the tenant has a valid key with that public part. */
    boolean stands(TenantId tenant, String prefix, Instant now) {
        return valid(byName.get(new Name(tenant, prefix)), now) != null;
    }

    List<Held> all() {
        return List.copyOf(byHash.values());
    }

    private static @Nullable Held valid(@Nullable Held held, Instant now) {
        return held == null || held.key().expired(now) ? null : held;
    }
}
