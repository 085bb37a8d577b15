package dev.repartee.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.repartee.contract.event.ChatResult;
import dev.repartee.contract.event.DeliveryStatus;
import dev.repartee.redis.Push;
import dev.repartee.redis.Signal;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The stage while everything it needs is there. */
class DeliveryStageTest extends DeliveryTest {

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
        // What is shown while the store can't be asked is kept for nobody.
        await().atMost(PATIENCE).until(() -> engines.devices(user) == 2);
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
}
