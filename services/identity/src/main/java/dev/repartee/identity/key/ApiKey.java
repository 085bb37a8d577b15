package dev.repartee.identity.key;

import dev.repartee.contract.TenantId;
import dev.repartee.identity.role.Permission;
import dev.repartee.identity.role.RoleId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an API key; never the key itself.
 *
 * @param tenant whose it is
 * @param prefix its public part, unique within the tenant
 * @param name what people call it
 * @param role what it may do
 * @param scopes which permissions of its role it may use at most; null for all of them
 * @param createdBy who made it, as the audit log names them
 * @param createdAt when it was made
 * @param expiresAt null for never
 */
public record ApiKey(
        TenantId tenant,
        String prefix,
        String name,
        RoleId role,
        @Nullable Set<Permission> scopes,
        String createdBy,
        Instant createdAt,
        @Nullable Instant expiresAt) {

    public ApiKey {
        scopes = scopes == null ? null : Set.copyOf(scopes);
    }

    boolean expired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }
}
