package dev.repartee.control.training;

import static dev.repartee.control.training.ModelController.owner;

import dev.repartee.control.Caller;
import dev.repartee.control.access.Needs;
import dev.repartee.identity.role.Permission;
import dev.repartee.training.entity.EntityScope;
import dev.repartee.training.store.Owner;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The lists and patterns that only messages to one assistant are searched for. */
@RestController
@ConditionalOnBean(TrainingServices.class)
@RequestMapping("/api/v1/assistants/{assistantId}/entities")
class AssistantEntityController {

    private final EntityDesk desk;

    AssistantEntityController(TrainingServices services) {
        this.desk = new EntityDesk(services.entities());
    }

    @Operation(summary = "List the entities that only this assistant finds")
    @Needs(Permission.TRAINING_READ)
    @GetMapping
    EntityDesk.EntityList list(Caller caller, @PathVariable String assistantId) {
        return desk.list(scope(caller, assistantId));
    }

    @Operation(
            summary = "Replace all of them",
            description = "An object by type of what PUT of one entity takes; its order counts.")
    @Needs(Permission.TRAINING_CHANGE)
    @PutMapping
    EntityDesk.EntityList replace(
            Caller caller, @PathVariable String assistantId, @RequestBody JsonNode body) {
        return desk.replace(scope(caller, assistantId), body);
    }

    @Operation(summary = "Read an entity: its pattern, or the items of its list")
    @Needs(Permission.TRAINING_READ)
    @GetMapping("/{type}")
    JsonNode read(Caller caller, @PathVariable String assistantId, @PathVariable String type) {
        return desk.read(scope(caller, assistantId), type);
    }

    @Operation(
            summary = "Define an entity",
            description =
                    "{pattern} in RE2 syntax, or {items, fuzzy}, where an item is a text or"
                            + " {value, names}. Found in messages within about a second.")
    @Needs(Permission.TRAINING_CHANGE)
    @PutMapping("/{type}")
    ResponseEntity<JsonNode> put(
            Caller caller,
            @PathVariable String assistantId,
            @PathVariable String type,
            @RequestBody JsonNode body) {
        return desk.put(scope(caller, assistantId), type, body);
    }

    @Operation(summary = "Forget an entity; what was found before stays in history")
    @Needs(Permission.TRAINING_CHANGE)
    @DeleteMapping("/{type}")
    ResponseEntity<Void> delete(
            Caller caller, @PathVariable String assistantId, @PathVariable String type) {
        return desk.delete(scope(caller, assistantId), type);
    }

    private static EntityScope scope(Caller caller, String assistantId) {
        Owner owner = owner(caller, assistantId);
        return new EntityScope(owner.tenant(), owner.assistant());
    }
}
