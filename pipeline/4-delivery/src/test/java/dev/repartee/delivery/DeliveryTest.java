package dev.repartee.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.repartee.contract.Coordinates;
import dev.repartee.contract.Topic;
import dev.repartee.contract.UserKey;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.contract.event.DeliveryStatus;
import dev.repartee.kafka.sender.StageLog;
import dev.repartee.redis.Push;
import dev.repartee.redis.PushBus;
import dev.repartee.redis.RedisConfig;
import dev.repartee.redis.RedisLink;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What is tried on a stage of the test's own, over real engines of the class's own. */
abstract class DeliveryTest {

    static final Duration LIMIT = Duration.ofSeconds(5);
    static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final DeliveryConfig CONFIG =
            new DeliveryConfig(
                    Duration.ofMillis(800),
                    Duration.ofMillis(200),
                    Duration.ofSeconds(1),
                    5,
                    Duration.ofDays(7),
                    Duration.ofMillis(500),
                    1_000);

    static DeliveryEngines engines;

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    final UserKey user = Results.user("u-" + UUID.randomUUID());
    private final List<AutoCloseable> open = new ArrayList<>();
    RedisLink redis;
    DeliveryStage stage;
    StandInGateway gateway;

    @BeforeAll
    static void startEngines(@TempDir Path folder) {
        engines = new DeliveryEngines(folder);
    }

    @AfterAll
    static void stopEngines() {
        engines.close();
    }

    @BeforeEach
    void startStage() {
        start();
        gateway = gateway("gateway-" + UUID.randomUUID());
    }

    @AfterEach
    void stopStage() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    void start() {
        start(CONFIG, engines.addresses().redis());
    }

    void start(DeliveryConfig config, String address) {
        redis = RedisLink.open(RedisConfig.at(address).waiting(PATIENCE), metrics);
        open.add(redis);
        await().atMost(PATIENCE).until(redis::up);
        stage =
                new DeliveryStage(
                        config,
                        new DeliveryConnections(
                                new StageLog(engines.log, metrics),
                                redis,
                                new PushBus(redis, metrics),
                                engines.main,
                                engines.vault,
                                engines.messages),
                        metrics,
                        Clock.systemUTC());
        stage.start();
        DeliveryStage started = stage;
        open.add(() -> started.close(LIMIT));
        await().atMost(PATIENCE).until(stage::ready);
    }

    StandInGateway gateway(String id) {
        StandInGateway made = new StandInGateway(id, engines.addresses().redis());
        open.add(made);
        await().atMost(PATIENCE).until(made.link::up);
        return made;
    }

    void publish(String... requestIds) {
        for (String requestId : requestIds) {
            publish(Results.replied(user, requestId));
        }
    }

    static Coordinates publish(ChatResult result) {
        return engines.results.send(Topic.RESULTS.topicName(), result).join();
    }

    static void awaitShown(StandInGateway.Socket socket, String... requestIds) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(socket.requests()).containsExactly(requestIds));
    }

    static Push.Audience.Device push(StandInGateway.Socket socket, int index) {
        return (Push.Audience.Device) socket.shown.get(index).audience();
    }

    void awaitPendingRows(int expected) {
        await().atMost(PATIENCE).until(() -> pendingRows() == expected);
    }

    void awaitStatus(DeliveryStatus.State state, int expected) {
        await().atMost(PATIENCE)
                .until(() -> count("repartee_delivery_" + state.word()) == expected);
    }

    double count(String name) {
        return metrics.get(name).counter().count();
    }

    long pendingRows() {
        return engines.pendingRows(user);
    }
}
