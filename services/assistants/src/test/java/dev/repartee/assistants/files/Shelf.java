package dev.repartee.assistants.files;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.TenantId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keeps documents in memory. */
final class Shelf implements DocumentShelf {

    private final Map<String, AssistantDocument> documents = new TreeMap<>();

    @Override
    public List<AssistantDocument> list(TenantId tenant, AssistantId assistant) {
        return List.copyOf(documents.values());
    }

    @Override
    public void put(TenantId tenant, AssistantId assistant, AssistantDocument document) {
        documents.put(document.id(), document);
    }

    @Override
    public void remove(TenantId tenant, AssistantId assistant, String documentId) {
        documents.remove(documentId);
    }
}
