package dev.repartee.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.repartee.embedded.process.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisedEngineTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final EngineOptions OPTIONS = EngineOptions.forTests();

    @TempDir Path home;

    private DataFolder folder;

    @BeforeEach
    void claim() {
        folder = DataFolder.claim(home);
    }

    @AfterEach
    void endAll() {
        folder.close();
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void startsAndEndsAsOftenAsAskedButActsOnce() throws IOException {
        SupervisedEngine redis = redis(false);

        redis.start();
        redis.start();
        assertThat(redis.isRunning()).isTrue();
        redis.stop();
        redis.stop();
        redis.kill();

        assertThat(redis.isRunning()).isFalse();
        awaitNobodyLeft();
    }

    @Test
    void freezesPostgresWithAllItsChildrenAndThawsIt() throws Exception {
        PostgresServer definition =
                new PostgresServer(folder.engine("postgres"), OPTIONS, binaries());
        SupervisedEngine postgres = new SupervisedEngine(definition, folder, false);
        postgres.start();

        postgres.pause();
        assertThatException()
                .isThrownBy(
                        () ->
                                EngineClients.query(
                                        postgres.address() + "&loginTimeout=1", "SELECT 1"))
                .isInstanceOf(SQLException.class);
        postgres.resume();

        assertThat(EngineClients.query(postgres.address(), "SELECT 1")).isEqualTo("1");
        postgres.kill();
    }

    @Test
    void revivesAnEngineThatDiesUnasked() throws IOException {
        SupervisedEngine redis = redis(true);
        redis.start();
        ProcessHandle first = running();

        first.destroyForcibly();

        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> redis.isRunning() && running().pid() != first.pid());
        EngineClients.set(redis.address(), "key", "value");
        redis.stop();
        awaitNobodyLeft();
    }

    @Test
    void leavesAnEngineDownThatDiesUnaskedWhenNotToldToRevive() throws IOException {
        SupervisedEngine redis = redis(false);
        redis.start();

        running().destroyForcibly();

        await().atMost(PATIENCE).until(() -> !redis.isRunning());
        redis.start();
        assertThat(redis.isRunning()).isTrue();
        redis.stop();
    }

    @Test
    void endsTheEngineWhenOnlyItsGuardIsKilled() throws IOException {
        SupervisedEngine redis = redis(false);
        redis.start();
        ProcessHandle engine = running();

        engine.parent().orElseThrow().destroyForcibly();

        await().atMost(PATIENCE).until(() -> !engine.isAlive());
        await().atMost(PATIENCE).until(() -> !redis.isRunning());
    }

    @Test
    void doesNotTakeAForeignProcessForALeftOver() throws IOException {
        SupervisedEngine redis = redis(false);
        Process foreign = new ProcessBuilder("sleep", "60").start();
        Files.writeString(folder.engine("redis").resolve("run"), foreign.pid() + " 1000");

        redis.start();

        assertThat(foreign.isAlive()).isTrue();
        foreign.destroyForcibly();
        redis.stop();
    }

    @Test
    void startsPostgresThoughItsStaleLockFileNamesALivingProcess() throws Exception {
        PostgresServer definition =
                new PostgresServer(folder.engine("postgres"), OPTIONS, binaries());
        SupervisedEngine postgres = new SupervisedEngine(definition, folder, false);
        postgres.start();
        postgres.kill();
        Path lockFile = home.resolve("postgres/data/postmaster.pid");
        List<String> lines = Files.readAllLines(lockFile);
        lines.set(0, Long.toString(ProcessHandle.current().pid()));
        Files.write(lockFile, lines);

        postgres.start();

        assertThat(EngineClients.query(postgres.address(), "SELECT 1")).isEqualTo("1");
        postgres.kill();
    }

    @Test
    void saysWhyAnEngineDoesNotStart() throws IOException {
        SupervisedEngine redis = redis(false);
        Files.writeString(folder.engine("redis").resolve("appendonly.aof"), "nonsense");
        SupervisedEngine durable =
                new SupervisedEngine(
                        new RedisServer(folder.engine("redis"), OPTIONS.durably(), binaries()),
                        folder,
                        false);

        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(durable::start)
                .withMessageContaining("Can't start redis")
                .withMessageContaining("Bad file format")
                .withMessageNotContaining("\n");
        assertThat(redis.isRunning()).isFalse();
        awaitNobodyLeft();
    }

    private static void awaitNobodyLeft() {
        await().atMost(PATIENCE)
                .until(() -> ProcessHandle.current().descendants().findAny().isEmpty());
    }

    private SupervisedEngine redis(boolean revive) throws IOException {
        return new SupervisedEngine(
                new RedisServer(folder.engine("redis"), OPTIONS, binaries()), folder, revive);
    }

    private ProcessHandle running() {
        try {
            return new RunRecord(home.resolve("redis/run")).leftOver().orElseThrow();
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static Binaries binaries() {
        return new Binaries(Objects.requireNonNull(OPTIONS.binaries()));
    }
}
