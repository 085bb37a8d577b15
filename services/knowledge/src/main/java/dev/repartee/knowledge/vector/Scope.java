package dev.repartee.knowledge.vector;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.TenantId;

/** Whose vectors: no search or deletion ever reaches beyond one. */
public record Scope(TenantId tenant, AssistantId assistant) {

    /** Both ids in one text; neither can contain the character between them. */
    String key() {
        return tenant + "/" + assistant;
    }
}
