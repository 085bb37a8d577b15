package dev.repartee.control.tool;

import dev.repartee.assistants.AssistantStore;
import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.control.AssistantController;
import dev.repartee.control.Caller;
import dev.repartee.control.ControlServices;
import dev.repartee.control.access.Needs;
import dev.repartee.identity.role.Permission;
import dev.repartee.tools.StoredTool;
import dev.repartee.tools.Tool;
import dev.repartee.tools.ToolAnswer;
import dev.repartee.tools.ToolCallLog;
import dev.repartee.tools.ToolForm;
import dev.repartee.tools.ToolSpec;
import dev.repartee.tools.call.Toolbox;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The tools of an assistant. Secrets can be written, never read. */
@RestController
@ConditionalOnBean(ToolServices.class)
@RequestMapping("/api/v1/assistants/{assistantId}/tools")
class ToolController {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MOST_SECRETS = 20;
    private static final int LONGEST_SECRET = 8_000;
    private static final int MOST_CALLS = 500;

    private final AssistantStore assistants;
    private final ToolServices services;

    ToolController(ControlServices control, ToolServices services) {
        this.assistants = control.assistants();
        this.services = services;
    }

    /**
     * An assistant's tools.
     *
     * @param tools by name
     */
    record ToolList(List<JsonNode> tools) {}

    /**
     * What a model is offered.
     *
     * @param offered the tools as the model reads them; a server's under {@code server__tool}
     */
    record Offer(List<ToolSpec> offered) {}

    /**
     * A trial.
     *
     * @param tool the name as it is offered; the tool's own when absent
     * @param arguments as a model would give them
     */
    record Trial(@Nullable String tool, @Nullable JsonNode arguments) {}

    /**
     * The audit of calls.
     *
     * @param calls newest first
     * @param next give it as {@code before} for the next page, or null when this was the last
     */
    record CallList(List<ToolCallLog.Entry> calls, @Nullable Long next) {}

    @Operation(summary = "List an assistant's tools")
    @Needs(Permission.TOOLS_READ)
    @GetMapping
    ToolList list(Caller caller, @PathVariable String assistantId) {
        return new ToolList(
                services.tools().of(caller.tenant(), known(caller, assistantId)).stream()
                        .map(this::json)
                        .toList());
    }

    @Operation(summary = "Ask what a model would be offered now; asks MCP servers for their tools")
    @Needs(Permission.TOOLS_READ)
    @GetMapping("/offered")
    Offer offered(Caller caller, @PathVariable String assistantId) {
        AssistantId assistant = known(caller, assistantId);
        return new Offer(
                services.toolbox()
                        .offered(new Toolbox.Caller(caller.tenant(), assistant, null, false)));
    }

    @Operation(summary = "List calls of an assistant's tools, newest first; never their content")
    @Needs(Permission.TOOLS_READ)
    @GetMapping("/calls")
    CallList calls(
            Caller caller,
            @PathVariable String assistantId,
            @RequestParam(required = false) @Nullable Long before,
            @RequestParam(defaultValue = "100") int limit) {
        if (limit < 1 || limit > MOST_CALLS) {
            throw invalid("limit must be 1 to " + MOST_CALLS);
        }
        List<ToolCallLog.Entry> found =
                services.calls().recent(caller.tenant(), known(caller, assistantId), before, limit);
        return new CallList(found, found.size() < limit ? null : found.getLast().id());
    }

    @Operation(summary = "Read a tool; of its secrets only the names")
    @Needs(Permission.TOOLS_READ)
    @GetMapping("/{name}")
    JsonNode read(Caller caller, @PathVariable String assistantId, @PathVariable String name) {
        return json(stored(caller, known(caller, assistantId), name));
    }

    @Operation(
            summary = "Create or replace a tool",
            description =
                    "Secrets are given as an object beside the definition; those that are not named stay, null"
                            + " removes one.")
    @Needs(Permission.TOOLS_CHANGE)
    @PutMapping("/{name}")
    ResponseEntity<JsonNode> put(
            Caller caller,
            @PathVariable String assistantId,
            @PathVariable String name,
            @RequestBody JsonNode form) {
        AssistantId assistant = known(caller, assistantId);
        Tool tool = ToolForm.read(name, form, services.policy());
        boolean replaces = services.tools().find(caller.tenant(), assistant, name).isPresent();
        services.tools().save(caller.tenant(), assistant, tool, secrets(form));
        return ResponseEntity.status(replaces ? HttpStatus.OK : HttpStatus.CREATED)
                .body(json(stored(caller, assistant, name)));
    }

    @Operation(summary = "Delete a tool with its secrets")
    @Needs(Permission.TOOLS_CHANGE)
    @DeleteMapping("/{name}")
    ResponseEntity<Void> delete(
            Caller caller, @PathVariable String assistantId, @PathVariable String name) {
        if (!services.tools().delete(caller.tenant(), known(caller, assistantId), name)) {
            throw unknown(name);
        }
        return ResponseEntity.noContent().build();
    }

    @Operation(summary = "Call a tool as a model would; it really is called, effects included")
    @Needs(Permission.TOOLS_CHANGE)
    @PostMapping("/{name}/try")
    ToolAnswer trial(
            Caller caller,
            @PathVariable String assistantId,
            @PathVariable String name,
            @RequestBody Trial trial)
            throws InterruptedException {
        AssistantId assistant = known(caller, assistantId);
        stored(caller, assistant, name);
        String called = trial.tool() == null ? name : trial.tool();
        if (!called.equals(name) && !called.startsWith(name + "__")) {
            throw invalid("tool must be '" + name + "' or begin with '" + name + "__'");
        }
        return services.toolbox()
                .call(
                        new Toolbox.Caller(caller.tenant(), assistant, null, false),
                        called,
                        trial.arguments() == null ? "{}" : trial.arguments().toString(),
                        PATIENCE);
    }

    private JsonNode json(StoredTool stored) {
        ObjectNode form = ToolForm.write(stored.tool());
        form.put("name", stored.tool().name());
        ArrayNode secrets = form.putArray("secretNames");
        new TreeSet<>(services.tools().open(stored).secrets().keySet()).forEach(secrets::add);
        return form;
    }

    private static Map<String, String> secrets(JsonNode form) {
        JsonNode given = form.path("secrets");
        if (given.isMissingNode() || given.isNull()) {
            return Map.of();
        }
        if (!given.isObject() || given.size() > MOST_SECRETS) {
            throw invalid("secrets must be an object of " + MOST_SECRETS + " entries at most");
        }
        Map<String, String> secrets = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : given.properties()) {
            String value = entry.getValue().isNull() ? "" : entry.getValue().asString("");
            boolean fine =
                    entry.getKey().matches("[A-Za-z_][A-Za-z0-9_-]{0,63}")
                            && (entry.getValue().isNull() || entry.getValue().isString())
                            && value.length() <= LONGEST_SECRET
                            && value.chars().noneMatch(Character::isISOControl);
            if (!fine) {
                throw invalid(
                        "secrets." + entry.getKey() + " must be a text without control characters");
            }
            secrets.put(entry.getKey(), value);
        }
        return secrets;
    }

    private StoredTool stored(Caller caller, AssistantId assistant, String name) {
        return services.tools()
                .find(caller.tenant(), assistant, name)
                .orElseThrow(() -> unknown(name));
    }

    private AssistantId known(Caller caller, String assistantId) {
        AssistantId id = new AssistantId(assistantId);
        if (assistants.find(caller.tenant(), id).isEmpty()) {
            throw AssistantController.unknown(assistantId);
        }
        return id;
    }

    private static ReparteeException unknown(String name) {
        return new ReparteeException(ErrorCode.NOT_FOUND, "there is no tool '" + name + "'");
    }

    private static ReparteeException invalid(String detail) {
        return new ReparteeException(ErrorCode.INVALID_FIELD, detail);
    }
}
