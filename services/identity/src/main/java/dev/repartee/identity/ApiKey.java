package dev.repartee.identity;

import dev.repartee.contract.TenantId;
import dev.repartee.identity.role.RoleId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an API key; never the key itself.
 *
 * @param tenant whose it is
 * @param prefix its public part
 * @param name what people call it
 * @param role what it may do
 * @param createdAt when it was made
 * @param expiresAt null for never
 */
public record ApiKey(
        TenantId tenant,
        String prefix,
        String name,
        RoleId role,
        Instant createdAt,
        @Nullable Instant expiresAt) {

    boolean expired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }
}
