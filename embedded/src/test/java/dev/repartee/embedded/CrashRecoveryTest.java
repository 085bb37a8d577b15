package dev.repartee.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills whole processes, as power cuts and impatient operators do. */
class CrashRecoveryTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir Path data;

    @Test
    void leavesNoEngineBehindWhenItsProcessIsKilledAndRecoversWhenAllAre() throws Exception {
        Process first = startProcess();
        EngineAddresses addresses = EmbeddedEngines.find(data).orElseThrow();
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> EmbeddedEngines.start(data, EngineOptions.forTests()))
                .withMessageContaining("in use by another Repartee");
        EngineClients.execute(addresses.postgres(), "CREATE TABLE mark AS SELECT 'kept' AS value");
        EngineClients.set(addresses.redis(), "mark", "kept");
        EngineClients.createTopic(addresses.kafka(), "marks");
        EngineClients.send(addresses.kafka(), "marks", "kept");
        List<ProcessHandle> all = first.descendants().toList();

        first.destroyForcibly().waitFor();
        await().atMost(PATIENCE).until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(EmbeddedEngines.find(data)).isEmpty();

        Process second = startProcess();
        List<ProcessHandle> everything = second.descendants().toList();
        second.destroyForcibly().waitFor();
        everything.forEach(ProcessHandle::destroyForcibly);

        Process third = startProcess();
        List<ProcessHandle> orphans = third.descendants().toList();
        third.destroyForcibly().waitFor();
        orphans.stream().filter(isGuard()).forEach(ProcessHandle::destroyForcibly);

        try (EmbeddedEngines engines =
                EmbeddedEngines.start(data, EngineOptions.forTests().durably())) {
            assertThat(engines.addresses().kafka()).isNotEmpty();
            await().atMost(PATIENCE)
                    .until(() -> orphans.stream().noneMatch(ProcessHandle::isAlive));
            EngineAddresses recovered = engines.addresses();
            assertThat(EngineClients.query(recovered.postgres(), "SELECT value FROM mark"))
                    .isEqualTo("kept");
            assertThat(EngineClients.read(recovered.kafka(), "marks")).containsExactly("kept");
            assertThat(EngineClients.get(recovered.redis(), "mark")).isEqualTo("kept");
        }
        await().atMost(PATIENCE)
                .until(() -> ProcessHandle.current().descendants().findAny().isEmpty());
    }

    private Process startProcess() throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                EnginesMain.class.getName(),
                                data.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        assertThat(output.lines().filter("ready"::equals).findFirst()).isPresent();
        return process;
    }

    private static Predicate<ProcessHandle> isGuard() {
        return process -> process.info().command().orElse("").matches(".*/(ba|da)?sh");
    }
}
