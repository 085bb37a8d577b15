package dev.repartee.identity.platform;

import dev.repartee.contract.AccountId;
import dev.repartee.contract.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A look of an operator into a tenant.
 *
 * @param id its name
 * @param tenant into whose things
 * @param operator who looks
 * @param reason why, for the tenant to read
 * @param brokenAt from when on
 * @param endsAt until when at most
 * @param endedAt when it was ended early, or null
 */
public record GlassBreak(
        String id,
        TenantId tenant,
        AccountId operator,
        String reason,
        Instant brokenAt,
        Instant endsAt,
        @Nullable Instant endedAt) {

    /** Whether it lets its operator in at that moment. */
    public boolean open(Instant now) {
        return endedAt == null && now.isBefore(endsAt);
    }
}
