package dev.repartee.control.training;

import static dev.repartee.control.training.ModelController.owner;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.control.Caller;
import dev.repartee.control.access.Needs;
import dev.repartee.identity.role.Permission;
import dev.repartee.training.TrainingOrder;
import dev.repartee.training.Workshop;
import dev.repartee.training.example.ExampleFiles;
import dev.repartee.training.example.ExampleSet;
import dev.repartee.training.store.TrainingRun;
import io.swagger.v3.oas.annotations.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
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

/** The examples of an assistant and the trainings that learn from them. */
@RestController
@ConditionalOnBean(TrainingServices.class)
@RequestMapping("/api/v1/assistants/{assistantId}/nlu")
class TrainingController {

    private static final String BODY = "body";

    private final Workshop workshop;

    TrainingController(TrainingServices services) {
        this.workshop = services.workshop();
    }

    /**
     * What is wanted of a training.
     *
     * @param activate whether its model goes into service at once; false when absent
     * @param withShipped whether the examples that ship with Repartee are learnt too; false when
     *     absent
     */
    record RunBody(@Nullable Boolean activate, @Nullable Boolean withShipped) {}

    /**
     * An assistant's trainings.
     *
     * @param runs the newest first
     */
    record RunList(List<Run> runs) {}

    /**
     * A training.
     *
     * @param version its number, and that of the model that it makes
     * @param state {@code queued}, {@code running}, {@code succeeded}, {@code failed} or {@code
     *     cancelled}
     * @param phase what is being done
     * @param progress 0 to 1
     * @param failure why it failed
     */
    record Run(
            long version,
            String state,
            String phase,
            double progress,
            boolean activate,
            @Nullable String failure,
            String requestedAt,
            @Nullable String finishedAt) {

        static Run of(TrainingRun run) {
            return new Run(
                    run.version(),
                    run.state().word(),
                    run.phase(),
                    run.progress(),
                    run.activate(),
                    run.failure(),
                    run.requestedAt().toString(),
                    run.finishedAt() == null ? null : run.finishedAt().toString());
        }
    }

    @Operation(
            summary = "Replace an assistant's examples",
            description =
                    "YAML or JSON: {intents: {NAME: [text, ...]}}, where [Berlin](city) marks a"
                            + " value; also Rasa's YAML. CSV: a line that names the columns text and"
                            + " intent, then an example a line.")
    @Needs(Permission.TRAINING_CHANGE)
    @PutMapping(
            path = "/examples",
            consumes = {"application/yaml", "application/x-yaml", "text/yaml"})
    ExampleSet putExamples(Caller caller, @PathVariable String assistantId, InputStream body)
            throws IOException {
        return put(caller, assistantId, body, ".yaml");
    }

    @Operation(summary = "Replace an assistant's examples, sent as JSON; also as Rasa's JSON")
    @Needs(Permission.TRAINING_CHANGE)
    @PutMapping(path = "/examples", consumes = "application/json")
    ExampleSet putJson(Caller caller, @PathVariable String assistantId, InputStream body)
            throws IOException {
        return put(caller, assistantId, body, ".json");
    }

    @Operation(summary = "Replace an assistant's examples, sent as CSV")
    @Needs(Permission.TRAINING_CHANGE)
    @PutMapping(
            path = "/examples",
            consumes = {"text/csv", "text/tab-separated-values"})
    ExampleSet putCsv(Caller caller, @PathVariable String assistantId, InputStream body)
            throws IOException {
        return put(caller, assistantId, body, ".csv");
    }

    @Operation(summary = "Say how many examples an assistant has")
    @Needs(Permission.TRAINING_READ)
    @GetMapping("/examples")
    ExampleSet examples(Caller caller, @PathVariable String assistantId) {
        return workshop.exampleSet(owner(caller, assistantId))
                .orElseThrow(TrainingController::noExamples);
    }

    @Operation(summary = "Forget an assistant's examples; its models stay")
    @Needs(Permission.TRAINING_CHANGE)
    @DeleteMapping("/examples")
    ResponseEntity<Void> deleteExamples(Caller caller, @PathVariable String assistantId) {
        if (!workshop.deleteExamples(owner(caller, assistantId))) {
            throw noExamples();
        }
        return ResponseEntity.noContent().build();
    }

    @Operation(
            summary = "Train a model from the examples as they are now",
            description =
                    "In the background; 409 while another training of the assistant is under way.")
    @Needs(Permission.TRAINING_CHANGE)
    @PostMapping("/runs")
    ResponseEntity<Run> train(
            Caller caller,
            @PathVariable String assistantId,
            @RequestBody(required = false) @Nullable RunBody body) {
        TrainingRun run =
                workshop.train(
                        owner(caller, assistantId),
                        new TrainingOrder(
                                body != null && Boolean.TRUE.equals(body.activate()),
                                body != null && Boolean.TRUE.equals(body.withShipped())));
        return ResponseEntity.accepted()
                .location(
                        URI.create(
                                "/api/v1/assistants/%s/nlu/runs/%d"
                                        .formatted(assistantId, run.version())))
                .body(Run.of(run));
    }

    @Operation(summary = "List the trainings of an assistant")
    @Needs(Permission.TRAINING_READ)
    @GetMapping("/runs")
    RunList runs(Caller caller, @PathVariable String assistantId) {
        return new RunList(
                workshop.runs(owner(caller, assistantId)).stream().map(Run::of).toList());
    }

    @Operation(summary = "Say how far a training is")
    @Needs(Permission.TRAINING_READ)
    @GetMapping("/runs/{version}")
    Run run(Caller caller, @PathVariable String assistantId, @PathVariable long version) {
        return workshop.run(owner(caller, assistantId), version)
                .map(Run::of)
                .orElseThrow(() -> unknown(version));
    }

    @Operation(summary = "Cancel a training; what is in service stays")
    @Needs(Permission.TRAINING_CHANGE)
    @DeleteMapping("/runs/{version}")
    ResponseEntity<Void> cancel(
            Caller caller, @PathVariable String assistantId, @PathVariable long version) {
        if (!workshop.cancel(owner(caller, assistantId), version)) {
            throw new ReparteeException(
                    ErrorCode.NOT_FOUND, "no training " + version + " is under way");
        }
        return ResponseEntity.noContent().build();
    }

    private ExampleSet put(Caller caller, String assistantId, InputStream body, String ending)
            throws IOException {
        byte[] content = body.readNBytes(ExampleFiles.MOST_BYTES + 1);
        if (content.length > ExampleFiles.MOST_BYTES) {
            throw new ReparteeException(
                    ErrorCode.BODY_TOO_LARGE, "the examples may have 64 MiB at most");
        }
        return workshop.replaceExamples(
                owner(caller, assistantId), ExampleFiles.parse(BODY + ending, content));
    }

    private static ReparteeException noExamples() {
        return new ReparteeException(ErrorCode.NOT_FOUND, "the assistant has no examples");
    }

    private static ReparteeException unknown(long version) {
        return new ReparteeException(ErrorCode.NOT_FOUND, "there is no training " + version);
    }
}
