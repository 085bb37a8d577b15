package dev.repartee.identity.tenancy;

import dev.repartee.identity.Tenants;
import dev.repartee.identity.origin.Origins;
import dev.repartee.identity.quota.Quotas;

/**
 * What holds for each tenant, in memory.
 *
 * @param tenants who they are, and what is redacted
 * @param origins which web pages may call for them
 * @param quotas how much they may have and send
 */
public record TenantPolicies(Tenants tenants, Origins origins, Quotas quotas) {

    /** Reads everything anew; blocks. */
    public void refresh() {
        tenants.refresh();
        origins.refresh();
        quotas.refresh();
    }
}
