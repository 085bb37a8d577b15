package dev.repartee.control.training;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.control.Caller;
import dev.repartee.control.access.Needs;
import dev.repartee.identity.role.Permission;
import dev.repartee.training.Workshop;
import dev.repartee.training.store.ModelVersion;
import dev.repartee.training.store.Owner;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The models that were trained for an assistant, and which of them is in service. */
@RestController
@ConditionalOnBean(TrainingServices.class)
@RequestMapping("/api/v1/assistants/{assistantId}/nlu")
class ModelController {

    private final Workshop workshop;

    ModelController(TrainingServices services) {
        this.workshop = services.workshop();
    }

    /**
     * An assistant's models.
     *
     * @param activeVersion the one in service; null for the model that ships with Repartee
     * @param models the newest first
     */
    record ModelList(@Nullable Long activeVersion, List<ModelVersion> models) {}

    /**
     * Which model is to be in service.
     *
     * @param version null for the model that ships with Repartee
     */
    record Activation(@Nullable Long version) {}

    @Operation(summary = "List the models of an assistant and say which is in service")
    @Needs(Permission.TRAINING_READ)
    @GetMapping("/models")
    ModelList list(Caller caller, @PathVariable String assistantId) {
        return list(owner(caller, assistantId));
    }

    @Operation(summary = "Read a model's card: what it was trained from and how well it does")
    @Needs(Permission.TRAINING_READ)
    @GetMapping("/models/{version}")
    ModelVersion read(Caller caller, @PathVariable String assistantId, @PathVariable long version) {
        return workshop.models(owner(caller, assistantId)).stream()
                .filter(model -> model.version() == version)
                .findAny()
                .orElseThrow(() -> unknown(version));
    }

    @Operation(summary = "Delete a model; 409 while it is in service")
    @Needs(Permission.TRAINING_CHANGE)
    @DeleteMapping("/models/{version}")
    ResponseEntity<Void> delete(
            Caller caller, @PathVariable String assistantId, @PathVariable long version) {
        if (!workshop.delete(owner(caller, assistantId), version)) {
            throw unknown(version);
        }
        return ResponseEntity.noContent().build();
    }

    @Operation(
            summary = "Put a model into service",
            description =
                    "Everywhere within about a second; messages in between are understood with the"
                            + " one before. Version null puts the model that ships with Repartee into"
                            + " service.")
    @Needs(Permission.TRAINING_CHANGE)
    @PutMapping("/active")
    ModelList activate(
            Caller caller, @PathVariable String assistantId, @RequestBody Activation activation) {
        Owner owner = owner(caller, assistantId);
        workshop.activate(owner, activation.version());
        return list(owner);
    }

    @Operation(summary = "Put back into service what was there before the last activation")
    @Needs(Permission.TRAINING_CHANGE)
    @PostMapping("/roll-back")
    ModelList rollBack(Caller caller, @PathVariable String assistantId) {
        Owner owner = owner(caller, assistantId);
        workshop.rollBack(owner);
        return list(owner);
    }

    private ModelList list(Owner owner) {
        List<ModelVersion> models = workshop.models(owner);
        Long active =
                models.stream()
                        .filter(ModelVersion::active)
                        .map(ModelVersion::version)
                        .findAny()
                        .orElse(null);
        return new ModelList(active, models);
    }

    static Owner owner(Caller caller, String assistantId) {
        return new Owner(caller.tenant(), new AssistantId(assistantId));
    }

    private static ReparteeException unknown(long version) {
        return new ReparteeException(ErrorCode.NOT_FOUND, "there is no model version " + version);
    }
}
