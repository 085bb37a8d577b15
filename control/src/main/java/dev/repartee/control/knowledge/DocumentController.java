package dev.repartee.control.knowledge;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.repartee.assistants.AssistantStore;
import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.control.AssistantController;
import dev.repartee.control.Caller;
import dev.repartee.control.ControlServices;
import dev.repartee.control.access.Needs;
import dev.repartee.identity.role.Permission;
import dev.repartee.knowledge.Document;
import dev.repartee.knowledge.DocumentDraft;
import dev.repartee.knowledge.upload.DocumentStatus;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What an assistant knows: its documents, and texts that are documents as they are. */
@RestController
@ConditionalOnBean(KnowledgeServices.class)
@RequestMapping("/api/v1/assistants/{assistantId}/documents")
class DocumentController {

    private static final int LONGEST = 2_000_000;

    private final AssistantStore assistants;
    private final KnowledgeServices knowledge;

    DocumentController(ControlServices services, KnowledgeServices knowledge) {
        this.assistants = services.assistants();
        this.knowledge = knowledge;
    }

    /**
     * An assistant's documents.
     *
     * @param documents by id
     */
    record DocumentList(List<DocumentEntry> documents) {}

    /**
     * A document with the text that the assistant answers from.
     *
     * @param content absent while no upload of it was read
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DocumentText(
            String id,
            String title,
            @Nullable String mediaType,
            String state,
            DocumentEntry.@Nullable Failure failure,
            @Nullable String content) {}

    /**
     * What to store.
     *
     * @param title shown with a citation; the id when absent
     * @param mediaType {@code text/markdown} when absent
     * @param content the text
     */
    record DocumentBody(
            @Nullable String title, @Nullable String mediaType, @Nullable String content) {}

    @Operation(summary = "List an assistant's documents, and how their uploads are doing")
    @Needs(Permission.DOCUMENTS_READ)
    @GetMapping
    DocumentList list(Caller caller, @PathVariable String assistantId) {
        return new DocumentList(
                knowledge.uploads().list(caller.tenant(), known(caller, assistantId)).stream()
                        .map(DocumentEntry::of)
                        .toList());
    }

    @Operation(summary = "Read a document: how it is doing, and the text that answers come from")
    @Needs(Permission.DOCUMENTS_READ)
    @GetMapping("/{documentId}")
    DocumentText read(
            Caller caller, @PathVariable String assistantId, @PathVariable String documentId) {
        AssistantId assistant = known(caller, assistantId);
        DocumentStatus status =
                knowledge
                        .uploads()
                        .find(caller.tenant(), assistant, documentId)
                        .orElseThrow(() -> unknownDocument(documentId));
        String content =
                knowledge
                        .documents()
                        .read(caller.tenant(), assistant, documentId)
                        .map(Document::content)
                        .orElse(null);
        return new DocumentText(
                status.documentId(),
                status.title(),
                status.mediaType(),
                status.state().word(),
                DocumentEntry.Failure.of(status.failure(), status.detail()),
                content);
    }

    @Operation(summary = "Add or replace a text; the assistant answers from it within seconds")
    @Needs(Permission.DOCUMENTS_CHANGE)
    @PutMapping(path = "/{documentId}", consumes = "application/json")
    ResponseEntity<DocumentEntry> put(
            Caller caller,
            @PathVariable String assistantId,
            @PathVariable String documentId,
            @RequestBody DocumentBody body) {
        return store(caller, assistantId, documentId, body);
    }

    @Operation(summary = "Add or replace a text, sent as it is")
    @Needs(Permission.DOCUMENTS_CHANGE)
    @PutMapping(
            path = "/{documentId}",
            consumes = {"text/markdown", "text/plain"})
    ResponseEntity<DocumentEntry> putText(
            Caller caller,
            @PathVariable String assistantId,
            @PathVariable String documentId,
            @RequestParam(required = false) @Nullable String title,
            @RequestBody String content) {
        return store(
                caller, assistantId, documentId, new DocumentBody(title, "text/markdown", content));
    }

    @Operation(summary = "Delete a document with every upload of it")
    @Needs(Permission.DOCUMENTS_CHANGE)
    @DeleteMapping("/{documentId}")
    ResponseEntity<Void> delete(
            Caller caller, @PathVariable String assistantId, @PathVariable String documentId) {
        AssistantId assistant = known(caller, assistantId);
        if (!knowledge.documents().delete(caller.tenant(), assistant, documentId)) {
            throw unknownDocument(documentId);
        }
        return ResponseEntity.noContent().build();
    }

    private ResponseEntity<DocumentEntry> store(
            Caller caller, String assistantId, String documentId, DocumentBody body) {
        AssistantId assistant = known(caller, assistantId);
        DocumentDraft draft = draft(documentId, body);
        boolean replaces =
                knowledge.uploads().find(caller.tenant(), assistant, documentId).isPresent();
        knowledge.documents().save(caller.tenant(), assistant, draft);
        DocumentEntry entry =
                knowledge
                        .uploads()
                        .find(caller.tenant(), assistant, documentId)
                        .map(DocumentEntry::of)
                        .orElseThrow(() -> unknownDocument(documentId));
        return ResponseEntity.status(replaces ? HttpStatus.OK : HttpStatus.CREATED).body(entry);
    }

    private static DocumentDraft draft(String id, DocumentBody body) {
        String content = body.content();
        if (content == null || content.isBlank()) {
            throw new ReparteeException(ErrorCode.INVALID_FIELD, "content must not be empty");
        }
        if (content.length() > LONGEST) {
            throw new ReparteeException(
                    ErrorCode.BODY_TOO_LARGE,
                    "content may have " + LONGEST + " characters: split the document");
        }
        String mediaType = body.mediaType() == null ? DocumentDraft.MARKDOWN : body.mediaType();
        String title = body.title() == null || body.title().isBlank() ? id : body.title().strip();
        return new DocumentDraft(id, title, mediaType, content);
    }

    private AssistantId known(Caller caller, String assistantId) {
        return known(assistants, caller, assistantId);
    }

    static AssistantId known(AssistantStore assistants, Caller caller, String assistantId) {
        AssistantId id = new AssistantId(assistantId);
        if (assistants.find(caller.tenant(), id).isEmpty()) {
            throw AssistantController.unknown(assistantId);
        }
        return id;
    }

    static ReparteeException unknownDocument(String documentId) {
        return new ReparteeException(
                ErrorCode.NOT_FOUND, "there is no document '" + documentId + "'");
    }
}
