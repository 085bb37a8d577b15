package dev.repartee.control.quota;

import dev.repartee.contract.TenantId;
import dev.repartee.identity.quota.QuotaUse;
import dev.repartee.identity.quota.Quotas;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One quota of a tenant.
 *
 * @param quota of what
 * @param most how much there may be; null for no limit
 * @param own whether it was set for this tenant, not for all
 * @param used how much there is; of messages, in this minute or on this day (UTC), while there is a
 *     limit
 */
record QuotaView(String quota, @Nullable Long most, boolean own, long used) {

    /**
     * All quotas of a tenant.
     *
     * @param quotas of messages first
     */
    record QuotaList(List<QuotaView> quotas) {

        static QuotaList of(Quotas quotas, TenantId tenant) {
            return new QuotaList(quotas.uses(tenant).stream().map(QuotaView::of).toList());
        }
    }

    private static QuotaView of(QuotaUse use) {
        return new QuotaView(use.quota().word(), use.most(), use.own(), use.used());
    }
}
