package dev.repartee.control.knowledge;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.repartee.assistants.AssistantStore;
import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.control.Caller;
import dev.repartee.control.ControlServices;
import dev.repartee.control.access.Needs;
import dev.repartee.identity.role.Permission;
import dev.repartee.knowledge.upload.DocumentVersion;
import dev.repartee.knowledge.upload.Upload;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/**
 * Files that become documents. They are read in the background: an answer of 202 says that a file
 * is kept, its document says what became of it.
 */
@RestController
@ConditionalOnBean(KnowledgeServices.class)
@RequestMapping("/api/v1/assistants/{assistantId}/documents")
class UploadController {

    private final AssistantStore assistants;
    private final KnowledgeServices knowledge;

    UploadController(ControlServices services, KnowledgeServices knowledge) {
        this.assistants = services.assistants();
        this.knowledge = knowledge;
    }

    /**
     * What was taken.
     *
     * @param documents in the order of the files; an archive's files count each
     */
    record UploadList(List<DocumentEntry> documents) {}

    /**
     * The uploads of a document that are kept.
     *
     * @param versions the newest first
     */
    record VersionList(List<VersionEntry> versions) {}

    /**
     * One upload.
     *
     * @param served whether the assistant answers from it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record VersionEntry(
            long version,
            String state,
            DocumentEntry.@Nullable Failure failure,
            String fileName,
            @Nullable String mediaType,
            long bytes,
            boolean served,
            Instant uploadedAt,
            @Nullable Instant finishedAt) {}

    /**
     * What to fetch.
     *
     * @param url a page or a file of the public web
     * @param id of the document; made of the address when absent
     * @param follow whether the files that the page names, on its own host, are fetched too
     */
    record FetchBody(@Nullable String url, @Nullable String id, @Nullable Boolean follow) {}

    /**
     * What is read again.
     *
     * @param documents how many
     */
    record ReadAgain(int documents) {}

    @Operation(
            summary = "Upload files as a form: PDF, Word, HTML, Markdown, CSV and more, or a zip",
            description = "An id may be given with a single file; otherwise the names make them.")
    @Needs(Permission.DOCUMENTS_CHANGE)
    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<UploadList> upload(
            Caller caller,
            @PathVariable String assistantId,
            @RequestParam("file") List<MultipartFile> files,
            @RequestParam(required = false) @Nullable String id,
            @RequestParam(required = false) @Nullable String title)
            throws IOException {
        AssistantId assistant = known(caller, assistantId);
        if (files.size() > 1 && (id != null || title != null)) {
            throw new ReparteeException(
                    ErrorCode.INVALID_FIELD, "an id or title goes with a single file only");
        }
        List<DocumentEntry> taken = new ArrayList<>();
        for (MultipartFile file : files) {
            String name = name(file);
            var upload =
                    new Upload(
                            id == null ? Upload.idOf(name) : id,
                            title,
                            name,
                            file.getContentType() == null ? "" : file.getContentType());
            try (InputStream content = file.getInputStream()) {
                add(caller, assistant, upload, content).forEach(taken::add);
            }
        }
        return ResponseEntity.accepted().body(new UploadList(taken));
    }

    @Operation(
            summary = "Upload a file as the body",
            description = "Its media type and, as a parameter, its name are hints at what it is.")
    @Needs(Permission.DOCUMENTS_CHANGE)
    @PutMapping("/{documentId}")
    ResponseEntity<UploadList> uploadBody(
            Caller caller,
            @PathVariable String assistantId,
            @PathVariable String documentId,
            @RequestParam(required = false) @Nullable String fileName,
            @RequestParam(required = false) @Nullable String title,
            HttpServletRequest request)
            throws IOException {
        AssistantId assistant = known(caller, assistantId);
        String type = request.getContentType() == null ? "" : request.getContentType();
        if (type.startsWith("application/x-www-form-urlencoded") || type.startsWith("multipart/")) {
            throw new ReparteeException(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                    "send the file with its own Content-Type, or as a form to the path above");
        }
        if (request.getContentLengthLong() > knowledge.limits().maxBytes()) {
            throw new ReparteeException(
                    ErrorCode.BODY_TOO_LARGE,
                    "the file is larger than "
                            + knowledge.limits().maxMegabytes()
                            + " MB: split it");
        }
        var upload = new Upload(documentId, title, fileName == null ? documentId : fileName, type);
        return ResponseEntity.accepted()
                .body(new UploadList(add(caller, assistant, upload, request.getInputStream())));
    }

    @Operation(summary = "Fetch a page or file of the public web, and what it names if wished")
    @Needs(Permission.DOCUMENTS_CHANGE)
    @PostMapping(path = "/fetch", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<DocumentEntry> fetch(
            Caller caller, @PathVariable String assistantId, @RequestBody FetchBody body) {
        AssistantId assistant = known(caller, assistantId);
        if (body.url() == null) {
            throw new ReparteeException(ErrorCode.INVALID_FIELD, "url is missing");
        }
        DocumentVersion added =
                knowledge
                        .uploads()
                        .fetch(
                                caller.tenant(),
                                assistant,
                                body.id(),
                                body.url(),
                                Boolean.TRUE.equals(body.follow()));
        return ResponseEntity.accepted().body(DocumentEntry.of(added));
    }

    @Operation(summary = "List the uploads of a document that are kept")
    @Needs(Permission.DOCUMENTS_READ)
    @GetMapping("/{documentId}/versions")
    VersionList versions(
            Caller caller, @PathVariable String assistantId, @PathVariable String documentId) {
        AssistantId assistant = known(caller, assistantId);
        if (knowledge.uploads().find(caller.tenant(), assistant, documentId).isEmpty()) {
            throw DocumentController.unknownDocument(documentId);
        }
        return new VersionList(
                knowledge.uploads().versions(caller.tenant(), assistant, documentId).stream()
                        .map(UploadController::entry)
                        .toList());
    }

    @Operation(summary = "Make an older upload the newest again")
    @Needs(Permission.DOCUMENTS_CHANGE)
    @PostMapping("/{documentId}/versions/{version}/restore")
    ResponseEntity<DocumentEntry> restore(
            Caller caller,
            @PathVariable String assistantId,
            @PathVariable String documentId,
            @PathVariable long version) {
        AssistantId assistant = known(caller, assistantId);
        return knowledge
                .uploads()
                .restore(caller.tenant(), assistant, documentId, version)
                .map(copy -> ResponseEntity.accepted().body(DocumentEntry.of(copy)))
                .orElseThrow(
                        () ->
                                new ReparteeException(
                                        ErrorCode.NOT_FOUND,
                                        "version "
                                                + version
                                                + " of '"
                                                + documentId
                                                + "' is not kept"));
    }

    @Operation(summary = "Read a document's newest upload again, or fetch it again")
    @Needs(Permission.DOCUMENTS_CHANGE)
    @PostMapping("/{documentId}/reindex")
    ResponseEntity<ReadAgain> readAgain(
            Caller caller, @PathVariable String assistantId, @PathVariable String documentId) {
        AssistantId assistant = known(caller, assistantId);
        if (knowledge.uploads().find(caller.tenant(), assistant, documentId).isEmpty()) {
            throw DocumentController.unknownDocument(documentId);
        }
        boolean again =
                knowledge.uploads().readAgain(caller.tenant(), assistant, documentId).isPresent();
        return ResponseEntity.accepted().body(new ReadAgain(again ? 1 : 0));
    }

    @Operation(summary = "Read all uploaded documents of an assistant again")
    @Needs(Permission.DOCUMENTS_CHANGE)
    @PostMapping("/reindex")
    ResponseEntity<ReadAgain> readAllAgain(Caller caller, @PathVariable String assistantId) {
        AssistantId assistant = known(caller, assistantId);
        return ResponseEntity.accepted()
                .body(new ReadAgain(knowledge.uploads().readAllAgain(caller.tenant(), assistant)));
    }

    private List<DocumentEntry> add(
            Caller caller, AssistantId assistant, Upload upload, InputStream content) {
        return knowledge.uploads().add(caller.tenant(), assistant, upload, content).stream()
                .map(DocumentEntry::of)
                .toList();
    }

    /** Some browsers send a whole path. */
    private static String name(MultipartFile file) {
        String name = file.getOriginalFilename() == null ? "" : file.getOriginalFilename();
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    }

    private AssistantId known(Caller caller, String assistantId) {
        return DocumentController.known(assistants, caller, assistantId);
    }

    private static VersionEntry entry(DocumentVersion version) {
        return new VersionEntry(
                version.version(),
                version.state().word(),
                DocumentEntry.Failure.of(version.failure(), version.detail()),
                version.fileName(),
                version.mediaType(),
                version.bytes(),
                version.served(),
                version.uploadedAt(),
                version.finishedAt());
    }
}
