package dev.repartee.app.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.repartee.app.FirstRun;
import dev.repartee.app.node.EngineAccess;
import dev.repartee.app.node.Node;
import dev.repartee.app.node.Role;
import dev.repartee.app.node.Settings;
import dev.repartee.embedded.EngineAddresses;
import dev.repartee.embedded.TestEngines;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rehearses with a real system on real engines. */
class RehearsedSystemTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir Path data;

    @Test
    void goesOnWithCannedRepliesWhenTheModelIsGoneAndLeavesNothingBehind() throws Exception {
        EngineAccess engines =
                EngineAccess.at(
                        new EngineAddresses(
                                TestEngines.kafka(),
                                TestEngines.postgres().fullUrl(),
                                TestEngines.redis()));
        StandIn standIn = StandIn.open();
        Settings settings = Staging.settings(standIn);
        Settings elsewhere = Staging.understandingElsewhere(settings, standIn);

        try (Node node = Node.start(settings, EnumSet.allOf(Role.class), data, engines);
                Node _ = Node.start(elsewhere, EnumSet.of(Role.INFERENCE), data, engines)) {
            URI gateway = URI.create("http://127.0.0.1:" + node.url().getPort());
            Rehearsal rehearsal = new Rehearsal(gateway, FirstRun.read(data).apiKey(), PATIENCE);

            Set<String> before = clientThreads();
            assertThat(rehearsal.run(Duration.ofSeconds(3))).isPositive();
            standIn.close();
            assertThat(rehearsal.run(Duration.ofSeconds(2))).isPositive();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(clientThreads()).isSubsetOf(before));
        } finally {
            standIn.close();
        }
    }

    /** The system has some of its own. */
    private static Set<String> clientThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("HttpClient-"))
                .collect(Collectors.toSet());
    }
}
