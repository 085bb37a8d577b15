package dev.repartee.training.entity;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * For whom entities are defined.
 *
 * @param tenant whose they are
 * @param assistant the only one that finds them, or null for all of the tenant's assistants
 */
public record EntityScope(TenantId tenant, @Nullable AssistantId assistant) {

    /** The entities that all assistants of a tenant find. */
    public static EntityScope of(TenantId tenant) {
        return new EntityScope(tenant, null);
    }

    @Nullable String assistantText() {
        return assistant == null ? null : assistant.value();
    }
}
