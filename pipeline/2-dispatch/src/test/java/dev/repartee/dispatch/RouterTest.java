package dev.repartee.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.repartee.assistants.PoolAssignment;
import dev.repartee.contract.Coordinates;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.Topic;
import dev.repartee.contract.event.Envelope;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RouterTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final String OLD = "chat.to_infer";
    private static final String NEW = "chat.to_infer.vip";
    private static final int PARTITION = 0;
    private static final PoolAssignment MOVED = new PoolAssignment("vip", "", NOW.minusSeconds(60));

    private final FakeProgress progress = new FakeProgress();
    private Map<String, Long> ends = Map.of(OLD, 0L, NEW, 0L);
    private final FastPath flights =
            new FastPath(10, progress, fresh -> fresh.forEach(one -> one.ground(ends)));
    private final Router router =
            new Router(
                    Topic::toInfer,
                    flights,
                    progress,
                    Duration.ofHours(1),
                    Clock.fixed(NOW, ZoneOffset.UTC));
    private final Envelope message = Messages.request("r1", "Hello").envelope();

    @Test
    void aConversationStaysInItsOldPoolUntilItsLastWorkThereIsFinished() throws Exception {
        flights.assigned(List.of(PARTITION));
        flights.sent(message.conversationKey(), PARTITION, new Coordinates(OLD, PARTITION, 0));
        assertThat(route(MOVED)).isEqualTo(OLD);
        progress.finish(OLD, PARTITION, 0);
        assertThat(route(MOVED)).isEqualTo(NEW);
    }

    @Test
    void anUnknownConversationWaitsWhileTheOldPoolMayStillHaveItsWork() {
        ends = Map.of(OLD, 5L, NEW, 2L);
        flights.assigned(List.of(PARTITION));
        CompletableFuture<String> topic = CompletableFuture.supplyAsync(() -> routed(MOVED));
        await().atMost(PATIENCE).during(Duration.ofMillis(200)).until(() -> !topic.isDone());
        progress.finishBelow(OLD, PARTITION, 5);
        assertThat(topic.join()).isEqualTo(NEW);
    }

    @Test
    void anUnknownConversationOfAnAssistantThatNeverMovedWaitsForNothing() throws Exception {
        ends = Map.of(OLD, 5L, NEW, 2L);
        flights.assigned(List.of(PARTITION));
        assertThat(route(new PoolAssignment("vip", null, null))).isEqualTo(NEW);
    }

    @Test
    void aMoveOlderThanTheDeadlineIsForgotten() throws Exception {
        ends = Map.of(OLD, 5L);
        flights.assigned(List.of(PARTITION));
        assertThat(route(new PoolAssignment("vip", "", NOW.minus(Duration.ofHours(2)))))
                .isEqualTo(NEW);
    }

    @Test
    void waitsNoLongerThanTheDeadlineOfTheMessage() {
        ends = Map.of(OLD, 5L);
        flights.assigned(List.of(PARTITION));
        assertThatThrownBy(() -> router.topic(MOVED, message, PARTITION, NOW.minusSeconds(1)))
                .isInstanceOf(ReparteeException.class);
    }

    private String route(PoolAssignment pool) throws InterruptedException {
        return router.topic(pool, message, PARTITION, NOW.plusSeconds(60));
    }

    private String routed(PoolAssignment pool) {
        try {
            return route(pool);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
