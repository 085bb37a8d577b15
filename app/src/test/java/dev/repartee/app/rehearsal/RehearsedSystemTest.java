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
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rehearses with a real system on real engines. */
class RehearsedSystemTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Of what a rehearsal opens; pools that all share live on. */
    private static final List<String> ITS_THREADS =
            List.of("HttpClient-", "HTTP-Dispatcher", "vert.x-eventloop");

    @TempDir Path data;

    @Test
    void goesOnWithCannedRepliesWhenTheModelIsGoneAndLeavesNothingBehind() throws Exception {
        Set<String> before = threads();
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

            assertThat(rehearsal.run(Duration.ofSeconds(3))).isPositive();
            standIn.close();
            assertThat(rehearsal.run(Duration.ofSeconds(2))).isPositive();
        } finally {
            standIn.close();
        }

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(threads()).isSubsetOf(before));
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> ITS_THREADS.stream().anyMatch(name::startsWith))
                .collect(Collectors.toSet());
    }
}
