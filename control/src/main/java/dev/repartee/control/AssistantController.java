package dev.repartee.control;

import dev.repartee.assistants.Assistant;
import dev.repartee.assistants.AssistantDefinitions;
import dev.repartee.assistants.AssistantStore;
import dev.repartee.assistants.SaveOutcome;
import dev.repartee.assistants.StoredAssistant;
import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.control.access.Needs;
import dev.repartee.identity.role.Permission;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The assistants of a tenant. A definition has the same form here, in files and in the database.
 */
@RestController
@RequestMapping("/api/v1/assistants")
public class AssistantController {

    private final AssistantStore assistants;

    AssistantController(ControlServices services) {
        this.assistants = services.assistants();
    }

    /**
     * The tenant's assistants.
     *
     * @param assistants by id
     */
    record AssistantList(List<JsonNode> assistants) {}

    @Operation(summary = "List the assistants")
    @Needs(Permission.ASSISTANTS_READ)
    @GetMapping
    AssistantList list(Caller caller) {
        return new AssistantList(
                assistants.list(caller.tenant()).stream().map(AssistantController::json).toList());
    }

    @Operation(summary = "Read an assistant; its version is the ETag")
    @Needs(Permission.ASSISTANTS_READ)
    @GetMapping("/{assistantId}")
    ResponseEntity<JsonNode> read(Caller caller, @PathVariable String assistantId) {
        return assistants
                .find(caller.tenant(), new AssistantId(assistantId))
                .map(stored -> answer(HttpStatus.OK, stored))
                .orElseThrow(() -> unknown(assistantId));
    }

    @Operation(summary = "Create an assistant; 409 when its id is taken")
    @Needs(Permission.ASSISTANTS_CHANGE)
    @PostMapping
    ResponseEntity<JsonNode> create(Caller caller, @RequestBody JsonNode definition) {
        return answer(
                assistants.save(
                        caller.tenant(),
                        AssistantDefinitions.read(definition),
                        OptionalLong.of(0)));
    }

    @Operation(
            summary = "Create or replace an assistant",
            description = "With If-Match only when its version is still that one, else 409.")
    @Needs(Permission.ASSISTANTS_CHANGE)
    @PutMapping("/{assistantId}")
    ResponseEntity<JsonNode> replace(
            Caller caller,
            @PathVariable String assistantId,
            @RequestHeader(name = "If-Match", required = false) @Nullable String version,
            @RequestBody JsonNode definition) {
        if (definition instanceof ObjectNode object && !object.has("id")) {
            object.put("id", assistantId);
        }
        Assistant assistant = AssistantDefinitions.read(definition);
        if (!assistant.id().value().equals(assistantId)) {
            throw new ReparteeException(
                    ErrorCode.INVALID_FIELD, "the id in the body is not the one in the path");
        }
        return answer(assistants.save(caller.tenant(), assistant, expected(version)));
    }

    @Operation(summary = "Delete an assistant with its documents")
    @Needs(Permission.ASSISTANTS_CHANGE)
    @DeleteMapping("/{assistantId}")
    ResponseEntity<Void> delete(Caller caller, @PathVariable String assistantId) {
        if (!assistants.delete(caller.tenant(), new AssistantId(assistantId))) {
            throw unknown(assistantId);
        }
        return ResponseEntity.noContent().build();
    }

    /** The answer for an assistant that the tenant does not have. */
    public static ReparteeException unknown(String assistantId) {
        return new ReparteeException(
                ErrorCode.UNKNOWN_ASSISTANT, "there is no assistant '" + assistantId + "'");
    }

    private static OptionalLong expected(@Nullable String version) {
        if (version == null) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(version.replace("\"", "").strip()));
        } catch (NumberFormatException e) {
            throw new ReparteeException(
                    ErrorCode.INVALID_FIELD, "If-Match must be a version, as in the ETag", e);
        }
    }

    private static ResponseEntity<JsonNode> answer(SaveOutcome outcome) {
        return switch (outcome) {
            case SaveOutcome.Created created -> answer(HttpStatus.CREATED, created.stored());
            case SaveOutcome.Updated updated -> answer(HttpStatus.OK, updated.stored());
            case SaveOutcome.Unchanged unchanged -> answer(HttpStatus.OK, unchanged.stored());
            case SaveOutcome.Conflict conflict ->
                    throw new ReparteeException(
                            ErrorCode.VERSION_CONFLICT,
                            "the assistant is there with version "
                                    + conflict.actualVersion()
                                    + ": read it again and repeat the change");
        };
    }

    private static ResponseEntity<JsonNode> answer(HttpStatus status, StoredAssistant stored) {
        return ResponseEntity.status(status)
                .eTag(Long.toString(stored.version()))
                .body(json(stored));
    }

    private static JsonNode json(StoredAssistant stored) {
        return AssistantDefinitions.write(stored.assistant());
    }
}
