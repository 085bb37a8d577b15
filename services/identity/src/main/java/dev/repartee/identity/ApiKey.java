package dev.repartee.identity;

import dev.repartee.contract.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an API key; never the key itself.
 *
 * @param tenant whose it is
 * @param prefix its public part
 * @param name what people call it
 * @param createdAt when it was made
 * @param expiresAt null for never
 */
public record ApiKey(
        TenantId tenant,
        String prefix,
        String name,
        Instant createdAt,
        @Nullable Instant expiresAt) {

    boolean expired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }
}
