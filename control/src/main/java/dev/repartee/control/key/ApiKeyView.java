package dev.repartee.control.key;

import dev.repartee.identity.key.ApiKey;
import dev.repartee.identity.key.ListedApiKey;
import dev.repartee.identity.role.Permission;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key as it is shown.
 *
 * @param prefix its public part: the key begins with {@code rp_<prefix>_}
 * @param name what people call it
 * @param role what it may do
 * @param permissions which of its role's permissions it may use; null for all of them
 * @param createdBy who made it, as the audit log names them
 * @param createdAt when it was made
 * @param expiresAt when it ends by itself; null for never
 * @param lastUsedAt to about a minute; null when it was never used
 */
record ApiKeyView(
        String prefix,
        String name,
        String role,
        @Nullable List<String> permissions,
        String createdBy,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt) {

    static ApiKeyView of(ListedApiKey listed) {
        return of(listed.key(), listed.lastUsedAt());
    }

    static ApiKeyView of(ApiKey key, @Nullable Instant lastUsedAt) {
        Set<Permission> scopes = key.scopes();
        return new ApiKeyView(
                key.prefix(),
                key.name(),
                key.role().value(),
                scopes == null ? null : scopes.stream().sorted().map(Permission::word).toList(),
                key.createdBy(),
                key.createdAt(),
                key.expiresAt(),
                lastUsedAt);
    }
}
