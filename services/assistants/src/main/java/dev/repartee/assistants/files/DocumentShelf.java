package dev.repartee.assistants.files;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.TenantId;
import java.util.List;

/** Where the documents of assistants are kept; a port to the knowledge service. */
public interface DocumentShelf {

    /** Every document of an assistant, by id. */
    List<AssistantDocument> list(TenantId tenant, AssistantId assistant);

    /** Adds a document or replaces the one of the same id. */
    void put(TenantId tenant, AssistantId assistant, AssistantDocument document);

    /** Removes a document; nothing happens when it is not there. */
    void remove(TenantId tenant, AssistantId assistant, String documentId);
}
