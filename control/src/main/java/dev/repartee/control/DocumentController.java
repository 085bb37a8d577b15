package dev.repartee.control;

import dev.repartee.assistants.files.AssistantDocument;
import dev.repartee.assistants.files.DocumentShelf;
import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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

/** What an assistant knows: text and Markdown documents. */
@RestController
@RequestMapping("/api/v1/assistants/{assistantId}/documents")
class DocumentController {

    private static final Set<String> MEDIA_TYPES = Set.of("text/markdown", "text/plain");
    private static final int LONGEST = 2_000_000;

    private final ControlServices services;
    private final DocumentShelf shelf;

    DocumentController(ControlServices services) {
        this.services = services;
        this.shelf = services.documents();
    }

    /**
     * A document without its text.
     *
     * @param id unique within the assistant
     * @param title shown with a citation
     * @param mediaType {@code text/markdown} or {@code text/plain}
     * @param characters length of its text
     */
    record DocumentEntry(String id, String title, String mediaType, int characters) {}

    /**
     * An assistant's documents.
     *
     * @param documents by id
     */
    record DocumentList(List<DocumentEntry> documents) {}

    /**
     * What to store.
     *
     * @param title shown with a citation; the id when absent
     * @param mediaType {@code text/markdown} when absent
     * @param content the text
     */
    record DocumentBody(
            @Nullable String title, @Nullable String mediaType, @Nullable String content) {}

    @Operation(summary = "List an assistant's documents")
    @GetMapping
    DocumentList list(Caller caller, @PathVariable String assistantId) {
        return new DocumentList(
                shelf.list(caller.tenant(), known(caller, assistantId)).stream()
                        .map(DocumentController::entry)
                        .toList());
    }

    @Operation(summary = "Read a document")
    @GetMapping("/{documentId}")
    AssistantDocument read(
            Caller caller, @PathVariable String assistantId, @PathVariable String documentId) {
        return shelf.list(caller.tenant(), known(caller, assistantId)).stream()
                .filter(document -> document.id().equals(documentId))
                .findAny()
                .orElseThrow(() -> unknownDocument(documentId));
    }

    @Operation(summary = "Add or replace a document; the assistant answers from it within seconds")
    @PutMapping(path = "/{documentId}", consumes = "application/json")
    ResponseEntity<DocumentEntry> put(
            Caller caller,
            @PathVariable String assistantId,
            @PathVariable String documentId,
            @RequestBody DocumentBody body) {
        return store(caller, assistantId, documentId, body);
    }

    @Operation(summary = "Add or replace a document, sent as it is")
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

    @Operation(summary = "Delete a document")
    @DeleteMapping("/{documentId}")
    ResponseEntity<Void> delete(
            Caller caller, @PathVariable String assistantId, @PathVariable String documentId) {
        read(caller, assistantId, documentId);
        shelf.remove(caller.tenant(), new AssistantId(assistantId), documentId);
        return ResponseEntity.noContent().build();
    }

    private ResponseEntity<DocumentEntry> store(
            Caller caller, String assistantId, String documentId, DocumentBody body) {
        AssistantId assistant = known(caller, assistantId);
        AssistantId id = new AssistantId(documentId);
        AssistantDocument document = document(id.value(), body);
        boolean replaces =
                shelf.list(caller.tenant(), assistant).stream()
                        .anyMatch(other -> other.id().equals(id.value()));
        shelf.put(caller.tenant(), assistant, document);
        return ResponseEntity.status(replaces ? HttpStatus.OK : HttpStatus.CREATED)
                .body(entry(document));
    }

    private static AssistantDocument document(String id, DocumentBody body) {
        String content = body.content();
        if (content == null || content.isBlank()) {
            throw new ReparteeException(ErrorCode.INVALID_FIELD, "content must not be empty");
        }
        if (content.length() > LONGEST) {
            throw new ReparteeException(
                    ErrorCode.BODY_TOO_LARGE,
                    "content may have " + LONGEST + " characters: split the document");
        }
        String mediaType = body.mediaType() == null ? "text/markdown" : body.mediaType();
        if (!MEDIA_TYPES.contains(mediaType)) {
            throw new ReparteeException(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                    "mediaType must be text/markdown or text/plain");
        }
        String title = body.title() == null || body.title().isBlank() ? id : body.title().strip();
        return new AssistantDocument(id, title, mediaType, content);
    }

    private AssistantId known(Caller caller, String assistantId) {
        AssistantId id = new AssistantId(assistantId);
        if (services.assistants().find(caller.tenant(), id).isEmpty()) {
            throw AssistantController.unknown(assistantId);
        }
        return id;
    }

    private static DocumentEntry entry(AssistantDocument document) {
        return new DocumentEntry(
                document.id(), document.title(), document.mediaType(), document.content().length());
    }

    private static ReparteeException unknownDocument(String documentId) {
        return new ReparteeException(
                ErrorCode.NOT_FOUND, "there is no document '" + documentId + "'");
    }
}
