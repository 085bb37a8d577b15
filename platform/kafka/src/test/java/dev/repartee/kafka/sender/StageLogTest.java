package dev.repartee.kafka.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.repartee.contract.Coordinates;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.embedded.TestEngines;
import dev.repartee.kafka.LogCluster;
import dev.repartee.kafka.LogFixture;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Senders of one process that share a connection. */
class StageLogTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void oneThreadSendsForAllStagesAndEachIsCountedByItself() {
        try (LogFixture log = new LogFixture(TestEngines.kafka(), 1)) {
            StageLog shared = new StageLog(log.cluster, meters);
            StageSender dispatch = shared.sender("dispatch");
            StageSender delivery = shared.sender("delivery");
            assertThat(threads("kafka-producer-network-thread | stages")).isEqualTo(1);

            append(dispatch, log).join();
            append(dispatch, log).join();
            append(delivery, log).join();
            assertThat(acknowledged("dispatch")).isEqualTo(2);
            assertThat(acknowledged("delivery")).isEqualTo(1);

            dispatch.close(PATIENCE);
            delivery.close(PATIENCE);
        }
        assertThat(threads("kafka-producer-network-thread | stages")).isZero();
    }

    @Test
    void whatAStageSentArrivesBeforeItEndsAndTheOthersGoOn() {
        try (LogFixture log = new LogFixture(TestEngines.kafka(), 1)) {
            StageLog shared = new StageLog(log.cluster, meters);
            StageSender ending = shared.sender("history");
            StageSender staying = shared.sender("inference");
            List<CompletableFuture<Coordinates>> sent = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                sent.add(append(ending, log));
            }
            ending.close(PATIENCE);
            ending.close(PATIENCE);

            assertThat(sent).allMatch(CompletableFuture::isDone);
            assertThat(sent.getLast().join().offset()).isEqualTo(499);
            assertThat(append(staying, log).join().offset()).isEqualTo(500);
            assertThatThrownBy(append(ending, log)::join)
                    .cause()
                    .isInstanceOfSatisfying(
                            ReparteeException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.LOG_UNAVAILABLE));

            staying.close(PATIENCE);
            StageSender again = shared.sender("history");
            assertThat(append(again, log).join().offset()).isEqualTo(501);
            again.close(PATIENCE);
        }
    }

    /** Nothing listens there, so nothing arrives. */
    @Test
    void whatDoesNotArriveInTimeFailsForTheStageThatEndsAndForNoOther() {
        StageLog shared = new StageLog(LogCluster.of("127.0.0.1:1"), meters);
        StageSender ending = shared.sender("history");
        StageSender staying = shared.sender("inference");
        CompletableFuture<CompletableFuture<Coordinates>> lost = underWay(ending);
        CompletableFuture<CompletableFuture<Coordinates>> kept = underWay(staying);

        ending.close(Duration.ofMillis(100));
        assertThatThrownBy(() -> lost.thenCompose(sent -> sent).join())
                .cause()
                .isInstanceOf(ReparteeException.class);
        assertThat(kept).isNotDone();

        staying.close(Duration.ZERO);
        assertThatThrownBy(() -> kept.thenCompose(sent -> sent).join())
                .cause()
                .isInstanceOf(ReparteeException.class);
    }

    /** A send that waits for the log on a thread of its own. */
    private static CompletableFuture<CompletableFuture<Coordinates>> underWay(StageSender sender) {
        CompletableFuture<CompletableFuture<Coordinates>> sent = new CompletableFuture<>();
        Thread sending =
                Thread.ofPlatform()
                        .start(
                                () ->
                                        sent.complete(
                                                sender.append(
                                                        "nowhere",
                                                        0,
                                                        null,
                                                        new byte[10],
                                                        Map.of())));
        await().atMost(PATIENCE).until(() -> sending.getState() == Thread.State.TIMED_WAITING);
        return sent;
    }

    private static CompletableFuture<Coordinates> append(StageSender sender, LogFixture log) {
        return sender.append(log.topic, 0, null, new byte[10], Map.of());
    }

    private double acknowledged(String sender) {
        return meters.get("repartee_sender_acknowledged").tag("sender", sender).timer().count();
    }

    private static long threads(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(name))
                .count();
    }
}
