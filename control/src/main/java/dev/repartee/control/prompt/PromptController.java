package dev.repartee.control.prompt;

import dev.repartee.assistants.prompt.PromptDrafts;
import dev.repartee.assistants.prompt.PromptStore;
import dev.repartee.assistants.prompt.PromptVersion;
import dev.repartee.assistants.prompt.PublishedPrompt;
import dev.repartee.assistants.prompt.UnifiedDiff;
import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.control.Caller;
import dev.repartee.control.access.Needs;
import dev.repartee.identity.role.Permission;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.http.HttpStatus;
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
import tools.jackson.databind.JsonNode;

/** What an assistant's model is told: versions that are never changed, one of them active. */
@RestController
@ConditionalOnBean(PromptServices.class)
@RequestMapping("/api/v1/assistants/{assistantId}/prompts")
class PromptController {

    private static final int MOST = 200;

    private final PromptServices services;
    private final PromptStore prompts;

    PromptController(PromptServices services) {
        this.services = services;
        this.prompts = services.prompts();
    }

    /**
     * The prompts of an assistant.
     *
     * @param active the version that is served; 0 is the built-in one
     * @param prompts newest first
     */
    record PromptList(int active, List<PromptView> prompts) {}

    /**
     * Which version is served.
     *
     * @param active its number; 0 is the built-in one
     */
    record ActivePrompt(int active) {}

    @Operation(summary = "List an assistant's prompts, newest first, and say which one is active")
    @Needs(Permission.PROMPTS_READ)
    @GetMapping
    PromptList list(Caller caller, @PathVariable String assistantId) {
        AssistantId assistant = known(caller, assistantId);
        return new PromptList(
                prompts.active(caller.tenant(), assistant),
                prompts.list(caller.tenant(), assistant, MOST).stream()
                        .map(PromptView::of)
                        .toList());
    }

    @Operation(
            summary = "Store a prompt as the next version",
            description =
                    "A template with {{variables}}. It is checked as a whole; nothing is activated.")
    @Needs(Permission.PROMPTS_CHANGE)
    @PostMapping
    ResponseEntity<PromptView> create(
            Caller caller, @PathVariable String assistantId, @RequestBody JsonNode draft) {
        return ResponseEntity.status(HttpStatus.CREATED)
                .body(
                        PromptView.of(
                                prompts.create(
                                        caller.tenant(),
                                        new AssistantId(assistantId),
                                        PromptDrafts.read(draft))));
    }

    @Operation(summary = "Read a prompt; version 0 is the built-in one")
    @Needs(Permission.PROMPTS_READ)
    @GetMapping("/{version}")
    PromptView read(Caller caller, @PathVariable String assistantId, @PathVariable int version) {
        AssistantId assistant = known(caller, assistantId);
        return version == PromptVersion.BUILT_IN
                ? PromptView.builtIn()
                : PromptView.of(stored(caller, assistant, version));
    }

    @Operation(summary = "Make a version the active one; served within about a second")
    @Needs(Permission.PROMPTS_CHANGE)
    @PutMapping("/active")
    ActivePrompt activate(
            Caller caller, @PathVariable String assistantId, @RequestBody ActivePrompt wanted) {
        return new ActivePrompt(
                prompts.activate(caller.tenant(), new AssistantId(assistantId), wanted.active()));
    }

    @Operation(summary = "Go back to what was active before; repeated, further back")
    @Needs(Permission.PROMPTS_CHANGE)
    @PostMapping("/rollback")
    ActivePrompt rollBack(Caller caller, @PathVariable String assistantId) {
        return new ActivePrompt(prompts.rollBack(caller.tenant(), new AssistantId(assistantId)));
    }

    @Operation(summary = "Show the difference of two versions as diff -u does")
    @Needs(Permission.PROMPTS_READ)
    @GetMapping(path = "/diff", produces = "text/x-diff;charset=UTF-8")
    ResponseEntity<String> diff(
            Caller caller,
            @PathVariable String assistantId,
            @RequestParam int from,
            @RequestParam int to) {
        AssistantId assistant = known(caller, assistantId);
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/x-diff;charset=UTF-8"))
                .body(
                        UnifiedDiff.of(
                                "prompt " + from,
                                template(caller, assistant, from),
                                "prompt " + to,
                                template(caller, assistant, to)));
    }

    @Operation(
            summary = "Show what a model would be told",
            description =
                    "Fills a stored version, the active one, or a draft in with a message and a profile"
                            + " that are given. Nothing is stored and no model is asked.")
    @Needs(Permission.PROMPTS_CHANGE)
    @PostMapping("/preview")
    Preview.Result preview(
            Caller caller, @PathVariable String assistantId, @RequestBody JsonNode body) {
        AssistantId assistant = known(caller, assistantId);
        Preview preview = Preview.read(body);
        PublishedPrompt prompt =
                preview.draft()
                        .map(draft -> PublishedPrompt.of(PromptVersion.BUILT_IN, draft))
                        .orElseGet(() -> published(caller, assistant, preview));
        return preview.fill(
                prompt,
                services.assistants().find(caller.tenant(), assistant).orElseThrow().assistant(),
                services.clock().instant());
    }

    private PublishedPrompt published(Caller caller, AssistantId assistant, Preview preview) {
        int version = preview.version().orElseGet(() -> prompts.active(caller.tenant(), assistant));
        return version == PromptVersion.BUILT_IN
                ? PublishedPrompt.BUILT_IN
                : PublishedPrompt.of(version, stored(caller, assistant, version).draft());
    }

    private String template(Caller caller, AssistantId assistant, int version) {
        return version == PromptVersion.BUILT_IN
                ? PublishedPrompt.BUILT_IN.template().text()
                : stored(caller, assistant, version).draft().template();
    }

    private PromptVersion stored(Caller caller, AssistantId assistant, int version) {
        return prompts.find(caller.tenant(), assistant, version)
                .orElseThrow(
                        () ->
                                new ReparteeException(
                                        ErrorCode.NOT_FOUND, "there is no prompt " + version));
    }

    private AssistantId known(Caller caller, String assistantId) {
        AssistantId id = new AssistantId(assistantId);
        if (services.assistants().find(caller.tenant(), id).isEmpty()) {
            throw new ReparteeException(
                    ErrorCode.UNKNOWN_ASSISTANT, "there is no assistant '" + assistantId + "'");
        }
        return id;
    }
}
