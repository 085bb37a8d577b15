package dev.repartee.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.repartee.contract.Coordinates;
import dev.repartee.contract.Topic;
import dev.repartee.contract.UserKey;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.contract.event.DeliveryStatus;
import dev.repartee.kafka.sender.StageLog;
import dev.repartee.messages.MessageChange;
import dev.repartee.redis.Push;
import dev.repartee.redis.PushBus;
import dev.repartee.redis.RedisConfig;
import dev.repartee.redis.RedisLink;
import dev.repartee.redis.Signal;
import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.KillArgs;
import io.lettuce.core.protocol.CommandType;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stage on real engines, which some tests break. */
class DeliveryStageTest {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final DeliveryConfig CONFIG =
            new DeliveryConfig(
                    Duration.ofMillis(800),
                    Duration.ofMillis(200),
                    Duration.ofSeconds(1),
                    5,
                    Duration.ofDays(7),
                    Duration.ofMillis(500),
                    1_000);

    /** Tries once, and looks for those who wait once. */
    private static final DeliveryConfig LISTLESS =
            new DeliveryConfig(
                    Duration.ofMillis(800),
                    Duration.ofHours(1),
                    Duration.ofHours(1),
                    5,
                    Duration.ofDays(7),
                    Duration.ofHours(1),
                    1_000);

    private static DeliveryEngines engines;

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final UserKey user = Results.user("u-" + UUID.randomUUID());
    private final List<AutoCloseable> open = new ArrayList<>();
    private RedisLink redis;
    private DeliveryStage stage;
    private StandInGateway gateway;

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

    @Test
    void aReplyReachesTheSocketAtOnceAndIsNeverStored() {
        var phone = gateway.connect(user, "phone", true);
        publish("r1");
        awaitShown(phone, "r1");
        assertThat(push(phone, 0).pending()).isFalse();
        awaitStatus(DeliveryStatus.State.DELIVERED, 1);
        assertThat(pendingRows()).isZero();
    }

    @Test
    void repliesOfAnAbsentUserWaitAndComeInOrderOnReturn() {
        publish("r1", "r2", "r3");
        awaitPendingRows(3);
        var phone = gateway.connect(user, "phone", true);
        awaitShown(phone, "r1", "r2", "r3");
        assertThat(push(phone, 0).pending()).isTrue();
        awaitPendingRows(0);
    }

    @Test
    void aReplyThatIsNotAcknowledgedIsPushedAgainAndStored() {
        var phone = gateway.connect(user, "phone", false);
        publish("r1");
        awaitPendingRows(1);
        awaitShown(phone, "r1");
        await().atMost(PATIENCE).until(() -> count("repartee_delivery_retries") >= 2);
        gateway.acknowledge("phone", phone.shown.getFirst());
        awaitPendingRows(0);
    }

    @Test
    void eachDeviceGetsEverythingThoughOneIsAway() {
        var phone = gateway.connect(user, "phone", true);
        var tablet = gateway.connect(user, "tablet", true);
        publish("r1");
        awaitShown(phone, "r1");
        awaitShown(tablet, "r1");
        tablet.close();
        publish("r2", "r3");
        awaitShown(phone, "r1", "r2", "r3");
        awaitPendingRows(2);
        var tabletAgain = gateway("gateway-" + UUID.randomUUID()).connect(user, "tablet", true);
        awaitShown(tabletAgain, "r2", "r3");
        awaitPendingRows(0);
        assertThat(phone.requests()).containsExactly("r1", "r2", "r3");
    }

    @Test
    void repliesGoOnWhenRedisWasGone() {
        var phone = gateway.connect(user, "phone", true);
        publish("r1");
        awaitShown(phone, "r1");
        engines.redis().kill();
        try {
            await().atMost(PATIENCE).until(() -> !gateway.link.up() && !redis.up());
            publish("r2", "r3");
            awaitPendingRows(2);
        } finally {
            engines.redis().start();
        }
        publish("r4");
        awaitShown(phone, "r1", "r2", "r3", "r4");
        awaitPendingRows(0);
    }

    /** A gateway whose own way to Redis was never cut has no reason to say that it is there. */
    @Test
    void whatCouldNotBePushedIsPushedWhenTheWayToRedisIsBack() {
        ownUserForDelivery();
        var phone = gateway.connect(user, "phone", true);
        publish("r1");
        awaitShown(phone, "r1");
        cutDelivery();
        publish("r2", "r3");
        awaitPendingRows(2);
        allow(AclSetuserArgs.Builder.on());
        awaitShown(phone, "r1", "r2", "r3");
    }

    /** After an outage a look-up that gets no answer is no reason to wait for the next sweep. */
    @Test
    void whomNobodyCouldTellOfIsLookedForAgain() {
        ownUserForDelivery();
        cutDelivery();
        var phone = gateway.connect(user, "phone", true);
        publish("r1", "r2");
        awaitPendingRows(2);
        allow(
                AclSetuserArgs.Builder.on()
                        .removeCommand(CommandType.EVAL)
                        .removeCommand(CommandType.EVALSHA));
        await().atMost(PATIENCE).until(redis::up);
        double failures = count("repartee_redis_failures");
        await().atMost(PATIENCE).until(() -> count("repartee_redis_failures") > failures);
        allow(AclSetuserArgs.Builder.allCommands());
        awaitShown(phone, "r1", "r2");
    }

    /** Delivery can be cut alone, and its own pauses last an hour. */
    private void ownUserForDelivery() {
        stage.close(LIMIT);
        String address = engines.addresses().redis();
        String password = address.substring("redis://:".length(), address.indexOf('@'));
        allow(
                AclSetuserArgs.Builder.on()
                        .addPassword(password)
                        .allKeys()
                        .allChannels()
                        .allCommands());
        start(LISTLESS, address.replace("redis://:", "redis://delivery:"));
    }

    private void cutDelivery() {
        allow(AclSetuserArgs.Builder.off());
        gateway.link.call(c -> c.clientKill(KillArgs.Builder.user("delivery"))).join();
        await().atMost(PATIENCE).until(() -> !redis.up());
    }

    private void allow(AclSetuserArgs what) {
        gateway.link.call(c -> c.aclSetuser("delivery", what)).join();
    }

    @Test
    void repliesFlowWhilePostgresIsGoneAndNoneIsLost() {
        var phone = gateway.connect(user, "phone", true);
        publish("r1");
        awaitShown(phone, "r1");
        UserKey absent = Results.user("absent-" + UUID.randomUUID());
        engines.postgres().kill();
        try {
            publish("r2");
            awaitShown(phone, "r1", "r2");
            UserKey stranger = Results.user("stranger-" + UUID.randomUUID());
            var other = gateway.connect(stranger, "phone", true);
            publish(Results.replied(stranger, "s1"));
            awaitShown(other, "s1");
            publish(Results.replied(absent, "a1"));
            await().atMost(PATIENCE).until(() -> count("repartee_delivery_store_failures") >= 3);
        } finally {
            engines.postgres().start();
        }
        await().atMost(PATIENCE).ignoreExceptions().until(() -> engines.pendingRows(absent) == 1);
        var returned = gateway.connect(absent, "phone", true);
        awaitShown(returned, "a1");
    }

    @Test
    void anotherProcessTakesOverWhatIsUnfinishedAndWhatWaits() throws Exception {
        publish("r1", "r2");
        awaitPendingRows(2);
        publish("r3");
        stage.close(Duration.ofMillis(10));
        var phone = gateway.connect(user, "phone", true);
        start();
        awaitShown(phone, "r1", "r2", "r3");
        awaitPendingRows(0);
    }

    @Test
    void aProcessThatNeverSawTheFirstResultDoesNotShowASecondOne() {
        ChatResult.Replied first = Results.early(Results.replied(user, "r1"));
        Coordinates at = publish(first);
        engines.messages.write(List.of(new MessageChange.Finished(first, at.offset())));
        var phone = gateway.connect(user, "phone", true);
        awaitShown(phone, "r1");
        awaitStatus(DeliveryStatus.State.DELIVERED, 1);
        stage.close(LIMIT);
        phone.close();
        start();
        var tablet = gateway.connect(user, "tablet", true);
        publish(Results.early(Results.replied(user, "r1", "another answer", null, false)));
        publish(Results.early(Results.replied(user, "unstored")));
        publish("r2");
        awaitShown(tablet, "unstored", "r2");
    }

    @Test
    void wrongLateAndForeignAcknowledgementsChangeNothing() {
        var phone = gateway.connect(user, "phone", false);
        publish("r1");
        awaitShown(phone, "r1");
        Push.Result push = phone.shown.getFirst();
        gateway.signal(
                new Signal.Acknowledged(
                        user, "phone", Results.key(user, "other").requestId(), push.offset()));
        gateway.signal(
                new Signal.Acknowledged(
                        user, "phone", push.result().key().requestId(), push.offset() + 1));
        gateway.signal(
                new Signal.Acknowledged(
                        Results.user("foreign"),
                        "phone",
                        push.result().key().requestId(),
                        push.offset()));
        awaitPendingRows(1);
        gateway.acknowledge("phone", push);
        awaitPendingRows(0);
        gateway.acknowledge("phone", push);
        publish("r2");
        awaitShown(phone, "r1", "r2");
    }

    @Test
    void anHttpClientAcknowledgesForAUserWithoutDevices() {
        publish(Results.replied(user, "r1", "text", gateway.id, false));
        await().atMost(PATIENCE).until(() -> !gateway.waiterPushes.isEmpty());
        gateway.acknowledge(Signal.HTTP_DEVICE, gateway.waiterPushes.getFirst());
        awaitStatus(DeliveryStatus.State.DELIVERED, 1);
        publish(Results.replied(user, "r2", "text", gateway.id, false));
        awaitPendingRows(1);
        gateway.signal(
                new Signal.Acknowledged(
                        user, Signal.HTTP_DEVICE, Results.key(user, "r2").requestId(), -1));
        awaitPendingRows(0);
    }

    @Test
    void theOldestGiveWayWhenTooManyWait() {
        publish("r1", "r2", "r3", "r4", "r5");
        awaitPendingRows(5);
        publish("r6", "r7");
        awaitStatus(DeliveryStatus.State.DROPPED, 2);
        var phone = gateway.connect(user, "phone", true);
        awaitShown(phone, "r3", "r4", "r5", "r6", "r7");
    }

    @Test
    void aSecondResultOfARequestIsNotShownButAReplaysReplyTakesTheParkedOnesPlace() {
        publish(Results.parked(user, "r1"));
        awaitPendingRows(1);
        publish(Results.replied(user, "r1", "at last", null, true));
        publish(Results.replied(user, "r1", "zombie", null, false));
        publish("r2");
        awaitPendingRows(2);
        var phone = gateway.connect(user, "phone", true);
        awaitShown(phone, "r1", "r2");
        assertThat(phone.shown.getFirst().result())
                .isInstanceOfSatisfying(
                        ChatResult.Replied.class,
                        replied -> assertThat(replied.reply().text()).isEqualTo("at last"));
    }

    @Test
    void aDuplicateGetsTheReplyThatWasOrTheOneThatComes() {
        publish("r1");
        publish(Results.resend(user, "r1", gateway.id, true));
        await().atMost(PATIENCE).until(() -> gateway.waiterPushes.size() == 1);
        publish(Results.resend(user, "r2", gateway.id, true));
        publish("r2");
        await().atMost(PATIENCE).until(() -> gateway.waiterPushes.size() == 2);
        assertThat(gateway.waiterPushes)
                .as("a reply that is still to be shown in its turn goes to HTTP alone")
                .allMatch(push -> push.audience() instanceof Push.Audience.Waiter);
        publish(Results.resend(user, "r1", gateway.id, false));
        await().atMost(PATIENCE).until(() -> gateway.refusals.size() == 1);
    }

    @Test
    void anAnalysedMessageOnlyFreesItsGateway() {
        var phone = gateway.connect(user, "phone", true);
        publish(Results.analysed(user, "o1", gateway.id));
        await().atMost(PATIENCE).until(() -> gateway.waiterPushes.size() == 1);
        assertThat(phone.shown).isEmpty();
        assertThat(pendingRows()).isZero();
    }

    private void start() {
        start(CONFIG, engines.addresses().redis());
    }

    private void start(DeliveryConfig config, String address) {
        redis = RedisLink.open(RedisConfig.at(address), metrics);
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

    private StandInGateway gateway(String id) {
        StandInGateway made = new StandInGateway(id, engines.addresses().redis());
        open.add(made);
        await().atMost(PATIENCE).until(made.link::up);
        return made;
    }

    private void publish(String... requestIds) {
        for (String requestId : requestIds) {
            publish(Results.replied(user, requestId));
        }
    }

    private static Coordinates publish(ChatResult result) {
        return engines.results.send(Topic.RESULTS.topicName(), result).join();
    }

    private static void awaitShown(StandInGateway.Socket socket, String... requestIds) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(socket.requests()).containsExactly(requestIds));
    }

    private static Push.Audience.Device push(StandInGateway.Socket socket, int index) {
        return (Push.Audience.Device) socket.shown.get(index).audience();
    }

    private void awaitPendingRows(int expected) {
        await().atMost(PATIENCE).until(() -> pendingRows() == expected);
    }

    private void awaitStatus(DeliveryStatus.State state, int expected) {
        await().atMost(PATIENCE)
                .until(() -> count("repartee_delivery_" + state.word()) == expected);
    }

    private double count(String name) {
        return metrics.get(name).counter().count();
    }

    private int pendingRows() {
        return engines.pendingRows(user);
    }
}
