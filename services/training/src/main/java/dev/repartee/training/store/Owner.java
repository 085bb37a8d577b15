package dev.repartee.training.store;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.TenantId;

/**
 * The assistant that a model understands messages for.
 *
 * @param tenant whose assistant it is
 * @param assistant unique within the tenant
 */
public record Owner(TenantId tenant, AssistantId assistant) {

    @Override
    public String toString() {
        return tenant + "/" + assistant;
    }
}
