package dev.repartee.knowledge.upload;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.TenantId;

/** Names one version of a document. */
record VersionKey(TenantId tenant, AssistantId assistant, String documentId, long version) {

    VersionKey(TenantId tenant, AssistantId assistant, DocumentVersion version) {
        this(tenant, assistant, version.documentId(), version.version());
    }
}
