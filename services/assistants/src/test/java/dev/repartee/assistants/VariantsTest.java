package dev.repartee.assistants;

import static dev.repartee.testing.Statements.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.repartee.assistants.experiment.Arm;
import dev.repartee.assistants.experiment.ExperimentDraft;
import dev.repartee.assistants.experiment.ExperimentStore;
import dev.repartee.assistants.prompt.PromptDraft;
import dev.repartee.assistants.prompt.PromptStore;
import dev.repartee.assistants.served.AssistantCatalog;
import dev.repartee.assistants.served.PublishedAssistant;
import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.UserId;
import dev.repartee.contract.UserKey;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Schema;
import dev.repartee.testing.MigratedDatabase;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an assistant is served as: prompts, versions and tests, on a real database. */
class VariantsTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final AssistantId ID = new AssistantId("guide");
    private static final Assistant GUIDE = Assistant.plain(ID, "Guide");

    private final Database database = MigratedDatabase.open(Schema.MAIN);
    private AssistantStore assistants;
    private AssistantVersions versions;
    private PromptStore prompts;
    private ExperimentStore experiments;
    private AssistantCatalog catalog;

    @BeforeEach
    void prepare() {
        execute(
                database,
                "INSERT INTO tenants (tenant_id, name) VALUES ('acme', 'A'), ('other', 'O')");
        assistants = new AssistantStore(database, Clock.systemUTC());
        versions = new AssistantVersions(database);
        prompts = new PromptStore(database);
        experiments = new ExperimentStore(database, Clock.systemUTC());
        catalog = new AssistantCatalog(database);
        assistants.save(ACME, GUIDE);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void everyChangeOfThePromptChangesTheRevisionThatCachesAreKeyedBy() {
        Set<String> revisions = new HashSet<>();
        revisions.add(revision());
        int first = prompts.create(ACME, ID, draft("One.")).version();
        assertThat(revision()).as("a draft alone changes nothing").isIn(revisions);

        prompts.activate(ACME, ID, first);
        assertThat(revisions.add(revision())).isTrue();
        assertThat(served().prompt().template().text()).isEqualTo("One.");

        int second = prompts.create(ACME, ID, draft("Two.")).version();
        prompts.activate(ACME, ID, second);
        assertThat(revisions.add(revision())).isTrue();

        assertThat(prompts.rollBack(ACME, ID)).isEqualTo(first);
        assertThat(served().prompt().version()).isEqualTo(first);
        assistants.save(ACME, GUIDE.withModel(ModelSettings.DEFAULT.withName("cloud")));
        assertThat(revisions.add(revision())).isTrue();
    }

    @Test
    void rollingBackGoesFurtherEachTimeDownToTheBuiltInPrompt() {
        for (String text : List.of("One.", "Two.", "Three.")) {
            prompts.activate(ACME, ID, prompts.create(ACME, ID, draft(text)).version());
        }
        assertThat(prompts.rollBack(ACME, ID)).isEqualTo(2);
        assertThat(prompts.rollBack(ACME, ID)).isEqualTo(1);
        prompts.activate(ACME, ID, 3);
        assertThat(prompts.rollBack(ACME, ID)).isEqualTo(1);
        assertThat(prompts.rollBack(ACME, ID)).isZero();
        assertThat(served().prompt().version()).isZero();
        fails(ErrorCode.NOT_FOUND, () -> prompts.rollBack(ACME, ID));
        assertThat(prompts.active(ACME, ID)).isZero();
    }

    @Test
    void promptsOfAnotherTenantOrOfNobodyAreNotThere() {
        prompts.create(ACME, ID, draft("One."));
        TenantId other = new TenantId("other");

        assertThat(prompts.find(other, ID, 1)).isEmpty();
        assertThat(prompts.list(other, ID, 10)).isEmpty();
        fails(ErrorCode.UNKNOWN_ASSISTANT, () -> prompts.create(other, ID, draft("x")));
        fails(ErrorCode.UNKNOWN_ASSISTANT, () -> prompts.activate(other, ID, 1));
        fails(ErrorCode.NOT_FOUND, () -> prompts.activate(ACME, ID, 2));
    }

    @Test
    void everyDefinitionIsKeptAndGoesWithItsAssistant() {
        assistants.save(ACME, GUIDE.withModel(ModelSettings.DEFAULT.withName("cloud")));

        assertThat(versions.list(ACME, ID, 10))
                .extracting(AssistantVersions.Entry::version)
                .containsExactly(2L, 1L);
        assertThat(versions.find(ACME, ID, 1).orElseThrow().assistant()).isEqualTo(GUIDE);
        assistants.delete(ACME, ID);
        assertThat(versions.list(ACME, ID, 10)).isEmpty();
    }

    @Test
    void eachArmIsServedItsVariantFromItsStartToItsEnd() {
        int prompt = prompts.create(ACME, ID, draft("New.")).version();
        assistants.save(ACME, GUIDE.withModel(ModelSettings.DEFAULT.withName("cloud")));
        experiments.create(
                ACME,
                new ExperimentDraft(
                        "tone",
                        ID,
                        List.of(
                                new Arm("now", 30, null, null, null),
                                new Arm("prompt", 30, null, prompt, null),
                                new Arm("past", 30, 1L, null, "other/model"))));
        assertThat(served(3).trial()).as("a draft assigns nobody").isNull();

        experiments.start(ACME, "tone");
        PublishedAssistant now = variant("now");
        PublishedAssistant withPrompt = variant("prompt");
        PublishedAssistant past = variant("past");
        assertThat(now.revision()).isEqualTo(revision());
        assertThat(withPrompt.prompt().template().text()).isEqualTo("New.");
        assertThat(past.version()).isEqualTo(1);
        assertThat(past.assistant().model().name()).isEqualTo("other/model");
        assertThat(Set.of(now.revision(), withPrompt.revision(), past.revision())).hasSize(3);

        experiments.stop(ACME, "tone");
        assertThat(served(3).trial()).isNull();
    }

    @Test
    void oneTestOfAnAssistantRunsAtATime() {
        experiments.create(ACME, test("one"));
        experiments.create(ACME, test("two"));
        fails(ErrorCode.VERSION_CONFLICT, () -> experiments.create(ACME, test("two")));
        fails(ErrorCode.VERSION_CONFLICT, () -> experiments.stop(ACME, "one"));
        experiments.start(ACME, "one");
        fails(ErrorCode.VERSION_CONFLICT, () -> experiments.start(ACME, "one"));
        fails(ErrorCode.VERSION_CONFLICT, () -> experiments.start(ACME, "two"));
        fails(ErrorCode.VERSION_CONFLICT, () -> experiments.delete(ACME, "one"));
        experiments.stop(ACME, "one");
        experiments.start(ACME, "two");
        experiments.delete(ACME, "one");
        fails(ErrorCode.NOT_FOUND, () -> experiments.start(ACME, "one"));
    }

    @Test
    void anArmOfWhatIsNotThereIsRefused() {
        Arm base = new Arm("now", 50, null, null, null);
        fails(
                ErrorCode.INVALID_FIELD,
                () ->
                        experiments.create(
                                ACME,
                                new ExperimentDraft(
                                        "x", ID, List.of(base, new Arm("b", 50, 7L, null, null)))));
        fails(
                ErrorCode.INVALID_FIELD,
                () ->
                        experiments.create(
                                ACME,
                                new ExperimentDraft(
                                        "x", ID, List.of(base, new Arm("b", 50, null, 7, null)))));
    }

    private static ExperimentDraft test(String id) {
        return new ExperimentDraft(
                id,
                ID,
                List.of(new Arm("a", 50, null, null, null), new Arm("b", 50, null, 0, null)));
    }

    private static PromptDraft draft(String template) {
        return new PromptDraft(template, List.of(), "");
    }

    private PublishedAssistant served() {
        catalog.refresh();
        return catalog.find(ACME, ID).orElseThrow();
    }

    private String revision() {
        return served().revision();
    }

    private PublishedAssistant served(int user) {
        catalog.refresh();
        return catalog.findFor(new UserKey(ACME, new UserId("u" + user)), ID).orElseThrow();
    }

    private PublishedAssistant variant(String arm) {
        for (int i = 0; i < 1_000; i++) {
            PublishedAssistant served = served(i);
            if (served.trial() != null && served.trial().arm().equals(arm)) {
                return served;
            }
        }
        throw new AssertionError("nobody is in arm " + arm);
    }

    private static void fails(ErrorCode code, Runnable action) {
        assertThatExceptionOfType(ReparteeException.class)
                .isThrownBy(action::run)
                .satisfies(failure -> assertThat(failure.code()).isEqualTo(code));
    }
}
