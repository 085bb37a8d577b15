package dev.repartee.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class WindowPartitionsTest {

    private static final Instant NOW = Instant.parse("2026-01-09T10:00:00Z");
    private static final String PARTITIONS =
            "SELECT count(*) FROM pg_inherits WHERE inhparent = 'chat_messages'::regclass";

    @Test
    void cutsTimeIntoWeeksThatBeginOnThursdays() {
        assertThat(Window.of(Instant.EPOCH).start()).isEqualTo(LocalDate.EPOCH);
        assertThat(Window.of(Instant.EPOCH.minusNanos(1)).start()).isEqualTo("1969-12-25");
        Window window = Window.of(NOW);
        assertThat(window.start()).isEqualTo("2026-01-08");
        assertThat(Window.of(window.begin())).isEqualTo(window);
        assertThat(Window.of(window.begin().minusNanos(1))).isEqualTo(window.plus(-1));
        assertThat(window.partition("chat_messages")).isEqualTo("chat_messages_20260108");
        assertThatThrownBy(() -> new Window(LocalDate.parse("2026-01-09")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void createsWhatIsMissingOnceWhenSeveralProcessesDoSo() throws Exception {
        try (Database database = TestDatabase.open(TestDatabase.config());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            database.migrate(Schema.MAIN);
            Callable<Boolean> ensure =
                    () -> {
                        new WindowPartitions(database, "chat_messages").ensureAround(NOW);
                        return true;
                    };
            for (Future<Boolean> done : threads.invokeAll(List.of(ensure, ensure, ensure))) {
                done.get();
            }
            assertThat(TestDatabase.number(database, PARTITIONS)).isEqualTo(6);

            WindowPartitions partitions = new WindowPartitions(database, "chat_messages");
            partitions.ensure(List.of(Window.of(NOW).plus(-9), Window.of(NOW)));
            assertThat(TestDatabase.number(database, PARTITIONS)).isEqualTo(7);
        }
    }

    @Test
    void doesNotWaitForReadersAndWritersOfTheTable() {
        try (Database database = TestDatabase.open(TestDatabase.config())) {
            database.migrate(Schema.MAIN);
            WindowPartitions partitions = new WindowPartitions(database, "chat_messages");
            partitions.ensure(List.of(Window.of(NOW)));
            database.transaction(
                    writer -> {
                        writer.createStatement()
                                .execute(
                                        "INSERT INTO chat_messages (window_start, tenant_id,"
                                                + " user_id, request_id, conversation_id, mode,"
                                                + " created_at) VALUES ('2026-01-08', 't', 'u',"
                                                + " 'r', 'c', 'reply', now())");
                        partitions.ensure(List.of(Window.of(NOW).plus(1)));
                        return true;
                    });
            assertThat(TestDatabase.number(database, PARTITIONS)).isEqualTo(2);
        }
    }

    @Test
    void givesPartitionsTheIndexesOfTheTable() {
        try (Database database = TestDatabase.open(TestDatabase.config())) {
            database.migrate(Schema.MAIN);
            new WindowPartitions(database, "chat_messages").ensure(List.of(Window.of(NOW)));
            assertThat(
                            TestDatabase.number(
                                    database,
                                    "SELECT count(*) FROM pg_indexes WHERE tablename ="
                                            + " 'chat_messages_20260108'"))
                    .isEqualTo(4);
        }
    }
}
