package dev.repartee.app.node;

import dev.repartee.assistants.files.AssistantDocument;
import dev.repartee.assistants.files.DocumentShelf;
import dev.repartee.contract.AssistantId;
import dev.repartee.contract.TenantId;
import dev.repartee.knowledge.DocumentDraft;
import dev.repartee.knowledge.DocumentStore;
import java.util.List;
import java.util.Optional;

/**
 * The knowledge service as the place where assistants' documents are kept. Uploaded files are none
 * of the shelf's business: files of assistants neither list nor remove them.
 */
public final class KnowledgeShelf implements DocumentShelf {

    private final DocumentStore documents;

    public KnowledgeShelf(DocumentStore documents) {
        this.documents = documents;
    }

    @Override
    public List<AssistantDocument> list(TenantId tenant, AssistantId assistant) {
        return documents.list(tenant, assistant).stream()
                .filter(summary -> !summary.uploaded())
                .map(summary -> documents.read(tenant, assistant, summary.documentId()))
                .flatMap(Optional::stream)
                .map(
                        document ->
                                new AssistantDocument(
                                        document.documentId(),
                                        document.title(),
                                        document.mediaType(),
                                        document.content()))
                .toList();
    }

    @Override
    public void put(TenantId tenant, AssistantId assistant, AssistantDocument document) {
        documents.save(
                tenant,
                assistant,
                new DocumentDraft(
                        document.id(), document.title(), document.mediaType(), document.content()));
    }

    @Override
    public void remove(TenantId tenant, AssistantId assistant, String documentId) {
        documents.delete(tenant, assistant, documentId);
    }
}
