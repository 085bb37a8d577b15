package dev.repartee.delivery;

import static org.awaitility.Awaitility.await;

import dev.repartee.contract.Coordinates;
import dev.repartee.contract.UserKey;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.contract.event.DeliveryStatus;
import dev.repartee.messages.MessageChange;
import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.KillArgs;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The stage while engines, or other processes of it, come and go. */
class DeliveryOutageTest extends DeliveryTest {

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
}
