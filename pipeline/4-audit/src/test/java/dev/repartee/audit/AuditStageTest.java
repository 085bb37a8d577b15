package dev.repartee.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.repartee.audit.operations.Messages;
import dev.repartee.audit.operations.TestLog;
import dev.repartee.contract.Coordinates;
import dev.repartee.contract.Topic;
import dev.repartee.contract.UserKey;
import dev.repartee.contract.event.ChatRequest;
import dev.repartee.kafka.sender.StageLog;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The stage on a real Kafka. */
class AuditStageTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final TestLog log = new TestLog();
    private final List<AuditStage> stages = new ArrayList<>();

    /** Of this test alone, as the tests share the log. */
    private final String user = "u" + UUID.randomUUID();

    private final UserKey key = Messages.request(user, "r").userKey();

    @BeforeEach
    void leaveTheOtherTestsBehind() {
        log.finishAll(Topic.Party.AUDIT.word(), Topic.REQUESTS);
    }

    @AfterEach
    void tearDown() {
        stages.forEach(stage -> stage.close(LIMIT));
        log.close();
    }

    @Test
    void endsWhatIsOverdueOnceAndLeavesTheRestAlone() {
        request("answered");
        answer("answered");
        request("forgotten");
        start(Duration.ofSeconds(2));
        await().atMost(LIMIT)
                .untilAsserted(
                        () ->
                                assertThat(results())
                                        .containsExactly("replied answered", "expired forgotten"));
        request("later");
        await().atMost(LIMIT).until(() -> results().contains("expired later"));
        assertThat(results())
                .containsExactly("replied answered", "expired forgotten", "expired later");
    }

    @Test
    void commitsAtTheLowestOpenRequestSoThatASuccessorKnowsIt() {
        Coordinates open = request("open");
        Coordinates closed = request("closed");
        answer("closed");
        assertThat(closed.partition()).isEqualTo(open.partition());
        AuditStage first = start(Duration.ofMinutes(5));
        await().atMost(PATIENCE).until(() -> log.committed("audit", open) == open.offset());
        first.close(LIMIT);
        assertThat(log.committed("audit", open)).isEqualTo(open.offset());

        start(Duration.ofSeconds(1));
        await().atMost(LIMIT).until(() -> results().contains("expired open"));
        assertThat(results()).containsExactly("replied closed", "expired open");
        await().atMost(LIMIT).until(() -> log.committed("audit", open) == closed.offset() + 1);
    }

    @Test
    void whatWasAnsweredWhileNobodyAuditedDoesNotExpire() {
        Duration deadline = Duration.ofSeconds(1);
        AuditStage first = start(Duration.ofMinutes(5));
        request("r1");
        first.close(LIMIT);
        answer("r1");
        Coordinates late = request("r2");
        answer("r2");
        request("r3");
        await().atMost(PATIENCE).pollDelay(deadline.plusMillis(200)).until(() -> true);
        start(deadline);
        await().atMost(LIMIT).until(() -> results().contains("expired r3"));
        assertThat(results()).containsExactly("replied r1", "replied r2", "expired r3");
        await().atMost(LIMIT).until(() -> log.committed("audit", late) > late.offset());
    }

    @Test
    void nothingExpiresWhileResultsAreStillUnread() {
        request("r1");
        ChatRequest others = Messages.request(user, "others");
        for (int i = 0; i < 10_000; i++) {
            log.append(Topic.RESULTS, Messages.replied(others, Messages.origin(0), false));
        }
        answer("r1");
        Duration deadline = Duration.ofMillis(100);
        request("r2");
        await().atMost(PATIENCE).pollDelay(deadline.multipliedBy(2)).until(() -> true);
        start(deadline);
        await().atMost(LIMIT).until(() -> results().contains("expired r2"));
        assertThat(results()).doesNotContain("expired r1");
    }

    @Test
    void twoInstancesShareThePartitionsAndEachMessageEndsOnce() {
        start(Duration.ofSeconds(3));
        start(Duration.ofSeconds(3));
        List<UserKey> users = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            ChatRequest request = Messages.request(user + i, "r");
            users.add(request.userKey());
            log.append(Topic.REQUESTS, request).join();
        }
        Set<String> keys = users.stream().map(UserKey::toString).collect(Collectors.toSet());
        await().atMost(LIMIT).until(() -> log.count(keys, Topic.RESULTS) >= 20);
        assertThat(log.count(keys, Topic.RESULTS)).isEqualTo(20);
    }

    private AuditStage start(Duration deadline) {
        AuditStage stage =
                new AuditStage(
                        new StageLog(log.cluster, new SimpleMeterRegistry()),
                        AuditConfig.defaults()
                                .withDeadline(deadline)
                                .withIntervals(Duration.ofMillis(100), Duration.ofMillis(200)),
                        new SimpleMeterRegistry(),
                        Clock.systemUTC());
        stages.add(stage);
        stage.start();
        await().atMost(LIMIT).until(stage::ready);
        return stage;
    }

    private Coordinates request(String id) {
        return log.append(Topic.REQUESTS, Messages.request(user, id)).join();
    }

    private void answer(String id) {
        ChatRequest request = Messages.request(user, id);
        log.append(Topic.RESULTS, Messages.replied(request, Messages.origin(0), false)).join();
    }

    private List<String> results() {
        return log.of(key, Topic.RESULTS);
    }
}
