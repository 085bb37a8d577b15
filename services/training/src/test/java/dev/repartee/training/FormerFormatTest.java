package dev.repartee.training;

import static dev.repartee.testing.Statements.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.language.dataset.Example;
import dev.repartee.language.dataset.TrainingProgress;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Schema;
import dev.repartee.testing.MigratedDatabase;
import dev.repartee.training.store.ModelVersion;
import dev.repartee.training.store.Owner;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Versions that an earlier release has stored, and this one can't read. */
class FormerFormatTest {

    /** Where the last byte of the format of the intents stands in a model's bytes. */
    private static final int FORMAT_AT = 30;

    private static final Owner OWNER = new Owner(new TenantId("old"), new AssistantId("shop"));

    private static Database database;

    @BeforeAll
    static void open() {
        database = MigratedDatabase.open(Schema.MAIN);
        execute(database, "INSERT INTO tenants (tenant_id, name) VALUES ('old', 'Old')");
        execute(
                database,
                "INSERT INTO assistants (tenant_id, assistant_id, definition)"
                        + " VALUES ('old', 'shop', '{}')");
    }

    @AfterAll
    static void shut() {
        database.close();
    }

    @Test
    void areNotPutIntoServiceAndSayWhatToDo() {
        Workshop workshop = new Workshop(database, () -> {});
        try (TrainingWorker worker = new TrainingWorker(database, new SimpleMeterRegistry())) {
            workshop.replaceExamples(OWNER, examples());
            worker.trainNow(OWNER, new TrainingOrder(true, false), TrainingProgress.NONE);
            worker.trainNow(OWNER, new TrainingOrder(true, false), TrainingProgress.NONE);
        }
        execute(
                database,
                "UPDATE nlu_models SET content = set_byte(content, %d, 1)".formatted(FORMAT_AT)
                        + " WHERE tenant_id = 'old' AND version = 1");

        refuses(() -> workshop.activate(OWNER, 1L));
        refuses(() -> workshop.rollBack(OWNER));
        assertThat(workshop.models(OWNER).stream().filter(ModelVersion::active))
                .extracting(ModelVersion::version)
                .containsExactly(2L);
    }

    private static void refuses(ThrowingCallable switching) {
        assertThatThrownBy(switching)
                .hasMessageContaining("version 1 can't be put into service")
                .hasMessageContaining("format 1")
                .hasMessageContaining("train it again")
                .isInstanceOfSatisfying(
                        ReparteeException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.VERSION_CONFLICT));
    }

    private static List<Example> examples() {
        List<Example> examples = new ArrayList<>();
        for (String intent : List.of("tea", "coffee")) {
            for (int i = 0; i < 6; i++) {
                examples.add(new Example("%s number %d please".formatted(intent, i), intent));
            }
        }
        return examples;
    }
}
