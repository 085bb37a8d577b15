package dev.repartee.control.experiment;

import dev.repartee.assistants.experiment.Arm;
import dev.repartee.assistants.experiment.Experiment;
import dev.repartee.assistants.experiment.ExperimentDrafts;
import dev.repartee.assistants.experiment.ExperimentStore;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.UserId;
import dev.repartee.control.Caller;
import dev.repartee.control.access.Needs;
import dev.repartee.feedback.outcome.ExperimentReport;
import dev.repartee.identity.role.Permission;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Tests of variants of assistants. */
@RestController
@ConditionalOnBean(ExperimentServices.class)
@RequestMapping("/api/v1/experiments")
class ExperimentController {

    private static final int MOST = 200;

    private final ExperimentStore experiments;
    private final ExperimentServices services;

    ExperimentController(ExperimentServices services) {
        this.services = services;
        this.experiments = services.experiments();
    }

    /** A test as it is shown. */
    record ExperimentView(
            String id,
            String assistant,
            String state,
            List<Arm> arms,
            @Nullable Instant startedAt,
            @Nullable Instant stoppedAt) {

        static ExperimentView of(Experiment experiment) {
            return new ExperimentView(
                    experiment.id(),
                    experiment.assistant().value(),
                    experiment.state().word(),
                    experiment.arms(),
                    experiment.startedAt(),
                    experiment.stoppedAt());
        }
    }

    /**
     * The tests of the tenant.
     *
     * @param experiments newest first
     */
    record ExperimentList(List<ExperimentView> experiments) {}

    /**
     * Where a user belongs.
     *
     * @param arm null for a user outside of the test
     */
    record Assignment(String user, @Nullable String arm) {}

    @Operation(summary = "List the experiments, newest first")
    @Needs(Permission.EXPERIMENTS_READ)
    @GetMapping
    ExperimentList list(Caller caller) {
        return new ExperimentList(
                experiments.list(caller.tenant(), MOST).stream().map(ExperimentView::of).toList());
    }

    @Operation(
            summary = "Describe an experiment; it is not started",
            description =
                    "Arms name another version of the assistant, another prompt or another model, and a share"
                            + " of the users in percent. The first arm is what the others are compared with."
                            + " Users outside of all shares get the assistant as it is.")
    @Needs(Permission.EXPERIMENTS_CHANGE)
    @PostMapping
    ResponseEntity<ExperimentView> create(Caller caller, @RequestBody JsonNode draft) {
        return ResponseEntity.status(HttpStatus.CREATED)
                .body(
                        ExperimentView.of(
                                experiments.create(caller.tenant(), ExperimentDrafts.read(draft))));
    }

    @Operation(summary = "Read an experiment")
    @Needs(Permission.EXPERIMENTS_READ)
    @GetMapping("/{experimentId}")
    ExperimentView read(Caller caller, @PathVariable String experimentId) {
        return ExperimentView.of(find(caller, experimentId));
    }

    @Operation(summary = "Start an experiment; one of an assistant runs at a time")
    @Needs(Permission.EXPERIMENTS_CHANGE)
    @PostMapping("/{experimentId}/start")
    ExperimentView start(Caller caller, @PathVariable String experimentId) {
        return ExperimentView.of(experiments.start(caller.tenant(), experimentId));
    }

    @Operation(summary = "Stop an experiment for good")
    @Needs(Permission.EXPERIMENTS_CHANGE)
    @PostMapping("/{experimentId}/stop")
    ExperimentView stop(Caller caller, @PathVariable String experimentId) {
        return ExperimentView.of(experiments.stop(caller.tenant(), experimentId));
    }

    @Operation(summary = "Delete an experiment that does not run")
    @Needs(Permission.EXPERIMENTS_CHANGE)
    @DeleteMapping("/{experimentId}")
    ResponseEntity<Void> delete(Caller caller, @PathVariable String experimentId) {
        experiments.delete(caller.tenant(), experimentId);
        return ResponseEntity.noContent().build();
    }

    @Operation(
            summary = "Read how the arms did",
            description =
                    "Thumbs, hand-over, resolution, latency and cost by arm with intervals of 95 % confidence."
                            + " Where there is too little data, that is what it says.")
    @Needs(Permission.EXPERIMENTS_READ)
    @GetMapping("/{experimentId}/results")
    ExperimentReport results(Caller caller, @PathVariable String experimentId) {
        return services.outcomes().report(caller.tenant(), find(caller, experimentId));
    }

    @Operation(summary = "Tell which arm a user belongs to")
    @Needs(Permission.EXPERIMENTS_READ)
    @GetMapping("/{experimentId}/assignment")
    Assignment assignment(
            Caller caller, @PathVariable String experimentId, @RequestParam String user) {
        return new Assignment(
                user,
                find(caller, experimentId).armOf(new UserId(user)).map(Arm::name).orElse(null));
    }

    private Experiment find(Caller caller, String experimentId) {
        return experiments
                .find(caller.tenant(), experimentId)
                .orElseThrow(
                        () ->
                                new ReparteeException(
                                        ErrorCode.NOT_FOUND,
                                        "there is no experiment '" + experimentId + "'"));
    }
}
