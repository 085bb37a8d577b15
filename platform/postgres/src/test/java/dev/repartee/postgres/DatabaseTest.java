package dev.repartee.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseTest {

    private final DatabaseConfig config = TestDatabase.config();

    @Test
    void saysInOneLineWhyItCanNotStart() throws IOException {
        int closedPort;
        try (ServerSocket socket = new ServerSocket(0)) {
            closedPort = socket.getLocalPort();
        }
        DatabaseConfig absent =
                DatabaseConfig.defaults(
                        "jdbc:postgresql://127.0.0.1:" + closedPort + "/repartee", "u", "hunter2");
        assertRefusal(absent, "127.0.0.1:" + closedPort + " can not be reached");
        assertRefusal(config.withName("nowhere"), "has no database 'nowhere'");
        assertRefusal(
                DatabaseConfig.defaults(config.url(), config.user(), "hunter2"),
                "refuses the user '" + config.user() + "' or its password");
    }

    private static void assertRefusal(DatabaseConfig wrong, String expected) {
        assertThatThrownBy(() -> TestDatabase.open(wrong))
                .hasMessageContaining(expected)
                .hasMessageNotContaining("hunter2")
                .extracting("code")
                .isEqualTo(ErrorCode.STORE_UNAVAILABLE);
    }

    @Test
    void createsADatabaseOnceWhenSeveralProcessesStart() throws Exception {
        DatabaseConfig fresh = config.withName("made_on_demand");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Boolean> start =
                    () -> {
                        Database.createIfAbsent(fresh);
                        return true;
                    };
            for (Future<Boolean> started : threads.invokeAll(List.of(start, start, start))) {
                started.get();
            }
        }
        Database.createIfAbsent(fresh);
        try (Database database = TestDatabase.open(fresh)) {
            assertThat(database.ready()).isTrue();
        }
    }

    @Test
    void migratesOnceWhenSeveralProcessesStart() throws Exception {
        try (Database database = TestDatabase.open(config);
                Database other = TestDatabase.open(config);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> migrations =
                    List.of(() -> migrated(database), () -> migrated(other));
            for (Future<Boolean> migrated : threads.invokeAll(migrations)) {
                migrated.get();
            }
            assertThat(TestDatabase.number(database, "SELECT count(*) FROM chat_messages"))
                    .isZero();
        }
    }

    private static boolean migrated(Database process) {
        process.migrate(Schema.MAIN);
        return true;
    }

    @Test
    void knowsWithoutFlywayWhetherThereIsSomethingToMigrate() {
        try (Database database = TestDatabase.open(config)) {
            assertThat(database.upToDate(Schema.MAIN)).isFalse();

            database.migrate(Schema.MAIN);

            assertThat(database.upToDate(Schema.MAIN)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE flyway_schema_history SET checksum = checksum + 1 WHERE version = '40'",
                "UPDATE flyway_schema_history SET success = false WHERE version = '40'",
                "UPDATE flyway_schema_history SET type = 'BASELINE' WHERE version = '40'",
                "DELETE FROM flyway_schema_history WHERE version = '94'",
                "UPDATE flyway_schema_history SET script = 'V940__other.sql' WHERE version = '94'"
            })
    void leavesItToFlywayWhenTheHistoryIsAnother(String change) {
        try (Database database = TestDatabase.open(config)) {
            database.migrate(Schema.MAIN);

            TestDatabase.execute(database, change);

            assertThat(database.upToDate(Schema.MAIN)).isFalse();
        }
    }

    @Test
    void rollsBackWhatThrows() {
        try (Database database = TestDatabase.open(config)) {
            TestDatabase.execute(database, "CREATE TABLE t (n int PRIMARY KEY)");
            assertThatThrownBy(
                            () ->
                                    database.transaction(
                                            connection -> {
                                                connection
                                                        .createStatement()
                                                        .execute("INSERT INTO t VALUES (1)");
                                                throw new IllegalArgumentException("stop");
                                            }))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(TestDatabase.number(database, "SELECT count(*) FROM t")).isZero();
        }
    }

    @Test
    void whatIsPromptGivesUpWhenTheServerSaysNothing() {
        DatabaseConfig patient =
                new DatabaseConfig(
                        config.url(),
                        config.user(),
                        config.password(),
                        1,
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(5));
        try (Database several = TestDatabase.open(config);
                Database database = TestDatabase.open(patient)) {
            several.migrate(Schema.MAIN);
            Database prompt = database.within(Duration.ofSeconds(1));

            assertUnavailable(() -> TestDatabase.execute(prompt, "SELECT pg_sleep(20)"));
            assertUnavailable(
                    () ->
                            TenantScope.within(
                                    new TenantId("demo"),
                                    () ->
                                            TestDatabase.number(
                                                    prompt, "SELECT 1 FROM pg_sleep(20)")));

            await().ignoreExceptions().until(() -> TestDatabase.number(prompt, "SELECT 1") == 1);
            // the one connection has forgotten how little time there was
            TestDatabase.execute(database, "SELECT pg_sleep(1.5)");
        }
    }

    @Test
    void tellsBadDataFromBadStatementsAndFromOutages() {
        try (Database database = TestDatabase.open(config)) {
            TestDatabase.execute(database, "CREATE TABLE t (n int PRIMARY KEY)");
            TestDatabase.execute(database, "INSERT INTO t VALUES (1)");
            assertThatThrownBy(() -> TestDatabase.execute(database, "INSERT INTO t VALUES (1)"))
                    .isInstanceOf(RefusedData.class)
                    .extracting("sqlState")
                    .isEqualTo(RefusedData.UNIQUE_VIOLATION);
            assertThatThrownBy(() -> TestDatabase.execute(database, "SELECT 'x'::int"))
                    .isInstanceOf(RefusedData.class);
            assertThatThrownBy(() -> TestDatabase.execute(database, "SELECT nothing"))
                    .isInstanceOf(IllegalStateException.class);
            assertUnavailable(
                    () ->
                            TestDatabase.execute(
                                    database, "SELECT pg_terminate_backend(pg_backend_pid())"));
            assertThat(TestDatabase.number(database, "SELECT 1")).isEqualTo(1);
        }
    }

    @Test
    void endsStatementsThatRunTooLong() {
        DatabaseConfig hasty =
                new DatabaseConfig(
                        config.url(),
                        config.user(),
                        config.password(),
                        1,
                        Duration.ofSeconds(1),
                        Duration.ofMillis(50));
        try (Database database = TestDatabase.open(hasty)) {
            assertUnavailable(() -> TestDatabase.execute(database, "SELECT pg_sleep(20)"));
        }
    }

    @Test
    void boundsItsConnectionsAndTellsTheNextCallerSoon() {
        DatabaseConfig narrow = config.withConnections(1);
        try (Database database = TestDatabase.open(narrow)) {
            database.with(
                    held -> {
                        assertUnavailable(() -> TestDatabase.number(database, "SELECT 1"));
                        return true;
                    });
            // a busy pool is no outage: nobody is turned away at once
            assertThat(TestDatabase.number(database, "SELECT 1")).isEqualTo(1);
        }
    }

    static void assertUnavailable(ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(ReparteeException.class)
                .extracting("code")
                .isEqualTo(ErrorCode.STORE_UNAVAILABLE);
    }
}
