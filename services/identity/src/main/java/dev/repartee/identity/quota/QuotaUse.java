package dev.repartee.identity.quota;

import org.jspecify.annotations.Nullable;

/**
 * One of a tenant's quotas.
 *
 * @param quota of what
 * @param most how much there may be; null for no limit
 * @param own whether it was set for this tenant, not for all
 * @param used how much there is; of messages as far as gateways have told, which they do every
 *     second while there is a limit
 */
public record QuotaUse(Quota quota, @Nullable Long most, boolean own, long used) {}
