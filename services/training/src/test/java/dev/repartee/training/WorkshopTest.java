package dev.repartee.training;

import static dev.repartee.testing.Statements.execute;
import static dev.repartee.testing.Statements.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.language.dataset.Example;
import dev.repartee.language.dataset.TrainingProgress;
import dev.repartee.language.layered.ServedModel;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Schema;
import dev.repartee.testing.MigratedDatabase;
import dev.repartee.training.store.ModelVersion;
import dev.repartee.training.store.Owner;
import dev.repartee.training.store.RunState;
import dev.repartee.training.store.RunStore;
import dev.repartee.training.store.TrainingRun;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Trainings and versions on a real database. */
class WorkshopTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final TrainingOrder ACTIVATE = new TrainingOrder(true, false);
    private static final TrainingOrder KEEP = new TrainingOrder(false, false);

    private static Database database;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final TrainingWorker worker = new TrainingWorker(database, meters);
    private final Workshop workshop = new Workshop(database, worker::nudge);
    private final ModelCatalog catalog = new ModelCatalog(database, meters);
    private Owner owner;

    @BeforeAll
    static void open() {
        database = MigratedDatabase.open(Schema.MAIN);
        execute(database, "INSERT INTO tenants (tenant_id, name) VALUES ('acme', 'Acme')");
    }

    @AfterAll
    static void shut() {
        database.close();
    }

    @BeforeEach
    void anAssistant() {
        owner = new Owner(new TenantId("acme"), new AssistantId("a" + NUMBER.incrementAndGet()));
        execute(
                database,
                "INSERT INTO assistants (tenant_id, assistant_id, definition) VALUES ('acme', '%s', '{}')"
                        .formatted(owner.assistant()));
    }

    @AfterEach
    void stop() {
        execute(
                database,
                "UPDATE nlu_training_runs SET state = 'cancelled' WHERE state IN ('queued', 'running')");
        worker.close();
    }

    @Test
    void aTrainingMakesAVersionThatServesOnceActivated() {
        ModelVersion first = train(examples("tea", "coffee"), ACTIVATE);
        assertThat(first.active()).isTrue();
        assertThat(first.card().intents()).containsExactly("coffee", "tea");
        assertThat(first.card().examples()).isEqualTo(20);
        assertThat(first.card().accuracy()).isBetween(0.5, 1.0);
        catalog.refresh();
        assertThat(served()).isEqualTo("1");
        ModelVersion second = train(examples("tea", "milk"), KEEP);
        catalog.refresh();
        assertThat(second.active()).isFalse();
        assertThat(served()).isEqualTo("1");
        workshop.activate(owner, 2L);
        catalog.refresh();
        assertThat(served()).isEqualTo("2");
    }

    @Test
    void aRollBackPutsBackWhatWasThereBefore() {
        train(examples("tea", "coffee"), ACTIVATE);
        train(examples("tea", "milk"), ACTIVATE);
        workshop.rollBack(owner);
        catalog.refresh();
        assertThat(served()).isEqualTo("1");
        workshop.rollBack(owner);
        catalog.refresh();
        assertThat(catalog.find(owner.tenant(), owner.assistant())).isEmpty();
        assertThatThrownBy(() -> workshop.rollBack(owner))
                .isInstanceOfSatisfying(
                        ReparteeException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.VERSION_CONFLICT));
    }

    @Test
    void theVersionInServiceCanNotBeDeletedAndAnotherOneCan() {
        train(examples("tea", "coffee"), ACTIVATE);
        train(examples("tea", "milk"), ACTIVATE);
        assertThatThrownBy(() -> workshop.delete(owner, 2)).hasMessageContaining("in service");
        assertThat(workshop.delete(owner, 1)).isTrue();
        assertThat(workshop.delete(owner, 1)).isFalse();
        assertThat(workshop.models(owner)).extracting(ModelVersion::version).containsExactly(2L);
        workshop.activate(owner, null);
        assertThat(workshop.delete(owner, 2)).isTrue();
    }

    @Test
    void onlyOneTrainingOfAnAssistantIsUnderWay() {
        workshop.replaceExamples(owner, examples("tea", "coffee"));
        workshop.train(owner, KEEP);
        assertThatThrownBy(() -> workshop.train(owner, KEEP)).hasMessageContaining("under way");
        assertThat(workshop.cancel(owner, 1)).isTrue();
        assertThat(workshop.cancel(owner, 1)).isFalse();
        assertThat(workshop.train(owner, KEEP).version()).isEqualTo(2);
    }

    @Test
    void aTrainingThatFailsLeavesTheRunningModelInService() {
        train(examples("tea", "coffee"), ACTIVATE);
        workshop.replaceExamples(owner, examples("tea", "coffee"));
        workshop.train(owner, ACTIVATE);
        execute(
                database,
                "UPDATE nlu_training_runs SET content = 'no gzip' WHERE state = 'queued'");
        worker.start();
        worker.nudge();
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> run(2).state() == RunState.FAILED);
        assertThat(run(2).failure()).isNotBlank();
        catalog.refresh();
        assertThat(served()).isEqualTo("1");
    }

    @Test
    void aCancelledTrainingStopsAndMakesNoModel() {
        workshop.replaceExamples(owner, examples("tea", "coffee"));
        TrainingRun run =
                worker.trainNow(owner, ACTIVATE, (phase, share) -> workshop.cancel(owner, 1));
        assertThat(run.state()).isEqualTo(RunState.CANCELLED);
        assertThat(workshop.models(owner)).isEmpty();
    }

    @Test
    void aTrainingWhoseWorkerDiedIsTakenOverAndGivenUpAfterTheSecondDeath() {
        workshop.replaceExamples(owner, examples("tea", "coffee"));
        workshop.train(owner, KEEP);
        RunStore runs = new RunStore(database);
        RunStore.Claim dead = runs.claim().orElseThrow();
        assertThat(runs.claim()).isEmpty();
        silence();
        RunStore.Claim heir = runs.claim().orElseThrow();
        assertThat(heir.attempt()).isEqualTo(2);
        assertThat(runs.beat(dead, "late", 0.5)).isFalse();
        assertThat(runs.end(dead, RunState.FAILED, "late")).isFalse();
        silence();
        assertThat(runs.claim()).isEmpty();
        assertThat(run(1).state()).isEqualTo(RunState.FAILED);
        assertThat(run(1).failure()).contains("twice");
    }

    @Test
    void aModelThatIsDamagedLeavesTheOneBeforeInService() {
        train(examples("tea", "coffee"), ACTIVATE);
        catalog.refresh();
        assertThat(served()).isEqualTo("1");
        train(examples("tea", "milk"), ACTIVATE);
        execute(database, "UPDATE nlu_models SET content = 'rubbish' WHERE version = 2");
        catalog.refresh();
        assertThat(served()).isEqualTo("1");
        assertThat(meters.get("repartee_nlu_models_failed").gauge().value()).isEqualTo(1);
    }

    @Test
    void anotherProcessLearnsOfASwitchByTheCacheVersion() {
        long before = cacheVersion();
        train(examples("tea", "coffee"), KEEP);
        assertThat(cacheVersion()).isEqualTo(before);
        workshop.activate(owner, 1L);
        assertThat(cacheVersion()).isEqualTo(before + 1);
        workshop.activate(owner, 1L);
        assertThat(cacheVersion()).isEqualTo(before + 1);
        execute(
                database,
                "DELETE FROM assistants WHERE assistant_id = '%s'".formatted(owner.assistant()));
        assertThat(cacheVersion()).isGreaterThan(before + 1);
        assertThat(workshop.models(owner)).isEmpty();
    }

    @Test
    void examplesThatTeachNothingAreRefused() {
        assertThatThrownBy(() -> workshop.replaceExamples(owner, examples("tea")))
                .hasMessageContaining("two intents");
        assertThatThrownBy(
                        () ->
                                workshop.replaceExamples(
                                        owner,
                                        List.of(
                                                new Example("x".repeat(5_000), "a"),
                                                new Example("y", "b"))))
                .hasMessageContaining("example 1");
        assertThatThrownBy(() -> workshop.train(owner, KEEP)).hasMessageContaining("no examples");
        Owner nobody = new Owner(owner.tenant(), new AssistantId("nobody"));
        assertThatThrownBy(() -> workshop.replaceExamples(nobody, examples("tea", "milk")))
                .isInstanceOfSatisfying(
                        ReparteeException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_ASSISTANT));
    }

    @Test
    void contradictionsAndPoorIntentsAreWarnedOf() {
        List<Example> poor = new ArrayList<>(examples("tea", "coffee"));
        poor.add(new Example("TEA number 1 please", "coffee"));
        poor.add(new Example("a lone one", "lonely"));
        ModelVersion model = train(poor, KEEP);
        assertThat(model.card().warnings())
                .anyMatch(warning -> warning.contains("'lonely' has only 1"))
                .anyMatch(warning -> warning.contains("both 'tea' and 'coffee'"));
    }

    private ModelVersion train(List<Example> examples, TrainingOrder order) {
        workshop.replaceExamples(owner, examples);
        TrainingRun run = worker.trainNow(owner, order, TrainingProgress.NONE);
        assertThat(run.state()).isEqualTo(RunState.SUCCEEDED);
        return workshop.models(owner).getFirst();
    }

    private TrainingRun run(long version) {
        return workshop.run(owner, version).orElseThrow();
    }

    private String served() {
        return catalog.find(owner.tenant(), owner.assistant())
                .map(ServedModel::version)
                .orElseThrow();
    }

    private static List<Example> examples(String... intents) {
        List<Example> examples = new ArrayList<>();
        for (String intent : intents) {
            for (int i = 0; i < 10; i++) {
                examples.add(new Example("%s number %d please".formatted(intent, i), intent));
            }
        }
        return examples;
    }

    private static void silence() {
        execute(
                database,
                "UPDATE nlu_training_runs SET beat_at = now() - interval '1 minute' WHERE state = 'running'");
    }

    private static long cacheVersion() {
        return number(database, "SELECT version FROM cache_versions WHERE name = 'nlu'");
    }
}
