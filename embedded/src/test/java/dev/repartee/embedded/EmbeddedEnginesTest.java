package dev.repartee.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedEnginesTest {
    @TempDir Path folder;

    @Test
    void findsEverythingAgainAfterAStopAndAfterACrashOfEachEngine() throws Exception {
        Path data = folder.resolve("data");
        EngineAddresses before;
        try (EmbeddedEngines engines =
                EmbeddedEngines.start(data, EngineOptions.forTests().durably())) {
            before = engines.addresses();
            EngineClients.createTopic(before.kafka(), "marks");
            EngineClients.send(before.kafka(), "marks", "first");
            EngineClients.execute(before.postgres(), "CREATE TABLE mark (value text)");
            EngineClients.execute(before.postgres(), "INSERT INTO mark VALUES ('first')");
            EngineClients.set(before.redis(), "mark", "first");
        }
        assertThat(ProcessHandle.current().descendants()).isEmpty();

        try (EmbeddedEngines engines =
                EmbeddedEngines.start(data, EngineOptions.forTests().durably())) {
            assertThat(engines.addresses()).isEqualTo(before);
            for (Engine engine : List.of(engines.kafka(), engines.postgres(), engines.redis())) {
                engine.kill();
                assertThat(engine.isRunning()).isFalse();
                engine.start();
                assertThat(engine.isRunning()).isTrue();
            }
            assertThat(EngineClients.read(before.kafka(), "marks")).containsExactly("first");
            assertThat(EngineClients.query(before.postgres(), "SELECT value FROM mark"))
                    .isEqualTo("first");
            assertThat(EngineClients.get(before.redis(), "mark")).isEqualTo("first");
        }
        assertThat(ProcessHandle.current().descendants()).isEmpty();
    }

    @Test
    void tellsOthersWhereItIsWhileItRunsAndRefusesToShareTheFolder() throws IOException {
        Path data = folder.resolve("data");
        assertThat(EmbeddedEngines.find(data)).isEmpty();

        try (EmbeddedEngines engines = EmbeddedEngines.start(data, EngineOptions.forTests())) {
            assertThat(EmbeddedEngines.find(data)).contains(engines.addresses());
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(data.resolve("engines.json"))))
                    .isEqualTo("rw-------");
            assertThatExceptionOfType(EngineException.class)
                    .isThrownBy(() -> EmbeddedEngines.start(data, EngineOptions.forTests()))
                    .withMessageContaining("in use by another Repartee");
            assertThat(engines.redis().isRunning()).isTrue();
        }

        assertThat(EmbeddedEngines.find(data)).isEmpty();
    }

    @Test
    void saysInOneLineThatTheFolderCannotBeWrittenTo() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "in the way");

        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(
                        () -> EmbeddedEngines.start(file.resolve("data"), EngineOptions.forTests()))
                .withMessageContaining("can't be written to")
                .withMessageNotContaining("\n");
    }

    @Test
    void neverPrintsPasswords() {
        EngineAddresses addresses =
                new EngineAddresses("host:1", "jdbc:x?password=hidden", "redis://:hidden@host:2");

        assertThat(addresses.toString()).doesNotContain("hidden");
    }
}
