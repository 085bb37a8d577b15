package dev.repartee.identity.ending;

import dev.repartee.contract.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a business ends.
 *
 * @param tenant which
 * @param endsAt from when on it is erased
 * @param askedBy {@code account:<id>} of an owner, or {@code operator:<id>}
 * @param endedAt when it was erased, null before
 */
public record Ending(TenantId tenant, Instant endsAt, String askedBy, @Nullable Instant endedAt) {}
