package dev.repartee.control.prompt;

import dev.repartee.assistants.Assistant;
import dev.repartee.assistants.AssistantDefinitions;
import dev.repartee.assistants.AssistantVersions;
import dev.repartee.assistants.SaveOutcome;
import dev.repartee.assistants.StoredAssistant;
import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.control.Caller;
import dev.repartee.control.access.Needs;
import dev.repartee.identity.role.Permission;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.OptionalLong;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Every definition that an assistant ever had. */
@RestController
@ConditionalOnBean(PromptServices.class)
@RequestMapping("/api/v1/assistants/{assistantId}/versions")
class VersionController {

    private static final int MOST = 200;

    private final PromptServices services;

    VersionController(PromptServices services) {
        this.services = services;
    }

    /**
     * The versions of an assistant.
     *
     * @param versions newest first; the first one is served
     */
    record VersionList(List<AssistantVersions.Entry> versions) {}

    @Operation(summary = "List the versions of an assistant's definition, newest first")
    @Needs(Permission.ASSISTANTS_READ)
    @GetMapping
    VersionList list(Caller caller, @PathVariable String assistantId) {
        List<AssistantVersions.Entry> versions =
                services.versions().list(caller.tenant(), new AssistantId(assistantId), MOST);
        if (versions.isEmpty()) {
            throw new ReparteeException(
                    ErrorCode.UNKNOWN_ASSISTANT, "there is no assistant '" + assistantId + "'");
        }
        return new VersionList(versions);
    }

    @Operation(summary = "Read a version of an assistant's definition")
    @Needs(Permission.ASSISTANTS_READ)
    @GetMapping("/{version}")
    JsonNode read(Caller caller, @PathVariable String assistantId, @PathVariable long version) {
        return AssistantDefinitions.write(stored(caller, assistantId, version));
    }

    @Operation(summary = "Make an earlier definition the current one again, as a new version")
    @Needs(Permission.ASSISTANTS_CHANGE)
    @PostMapping("/{version}/restore")
    JsonNode restore(Caller caller, @PathVariable String assistantId, @PathVariable long version) {
        Assistant earlier = stored(caller, assistantId, version);
        return switch (services.assistants().save(caller.tenant(), earlier, OptionalLong.empty())) {
            case SaveOutcome.Created(StoredAssistant saved) ->
                    AssistantDefinitions.write(saved.assistant());
            case SaveOutcome.Updated(StoredAssistant saved) ->
                    AssistantDefinitions.write(saved.assistant());
            case SaveOutcome.Unchanged(StoredAssistant saved) ->
                    AssistantDefinitions.write(saved.assistant());
            case SaveOutcome.Conflict(long actual) ->
                    throw new ReparteeException(
                            ErrorCode.VERSION_CONFLICT,
                            "somebody else changed the assistant; it has version " + actual);
        };
    }

    private Assistant stored(Caller caller, String assistantId, long version) {
        return services.versions()
                .find(caller.tenant(), new AssistantId(assistantId), version)
                .map(StoredAssistant::assistant)
                .orElseThrow(
                        () ->
                                new ReparteeException(
                                        ErrorCode.NOT_FOUND,
                                        "assistant '%s' has no version %d"
                                                .formatted(assistantId, version)));
    }
}
