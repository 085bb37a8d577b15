package dev.repartee.delivery.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.contract.UserKey;
import dev.repartee.delivery.DeliveryConfig;
import dev.repartee.delivery.Results;
import dev.repartee.delivery.pending.DeviceCursor;
import dev.repartee.delivery.pending.PendingStore;
import dev.repartee.redis.Presence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** When a device that comes is saved. */
class DeviceSavesTest {

    private static final UserKey USER = Results.user("ann");
    private static final Instant NOW = Results.ACCEPTED;
    private static final LanePolicy POLICY =
            new LanePolicy(
                    DeliveryConfig.defaults().acknowledgeWithin(),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(30),
                    32,
                    100,
                    8,
                    32);

    private final UserLane lane = new UserLane(USER, POLICY, new Random(1), NOW);

    @Test
    void oneThatTheStoreDoesNotKnowIsSavedAtOnce() {
        connect("phone", "c1", NOW);
        assertThat(saves(loaded(List.of(), NOW))).hasSize(1);
    }

    @Test
    void oneThatTheStoreKnowsIsSavedOnlyWithItsProgress() {
        connect("phone", "c1", NOW);
        assertThat(saves(loaded(List.of(cursor("phone")), NOW))).isEmpty();
        assertThat(lane.idle()).as("its coming is still to be saved").isFalse();

        assertThat(saves(lane.on(new LaneEvent.Tick(), NOW.plusSeconds(29)))).isEmpty();
        List<LaneEffect.Save> saved = saves(lane.on(new LaneEvent.Tick(), NOW.plusSeconds(30)));
        assertThat(saved).hasSize(1);
        assertThat(saved.getFirst().devices().getFirst().seenAt()).isEqualTo(NOW);
    }

    @Test
    void oneThatWasJustSavedComesBackWithoutASave() {
        connect("phone", "c1", NOW);
        assertThat(saves(loaded(List.of(), NOW))).hasSize(1);
        lane.on(new LaneEvent.Saved(), NOW);
        assertThat(saves(connect("phone", "c2", NOW.plusSeconds(1)))).isEmpty();
    }

    @Test
    void oneWhoseSaveFailedIsSavedAgain() {
        connect("phone", "c1", NOW);
        assertThat(saves(loaded(List.of(), NOW))).hasSize(1);
        lane.on(new LaneEvent.StoreFailed(), NOW);
        assertThat(saves(lane.on(new LaneEvent.Tick(), NOW.plusSeconds(2)))).hasSize(1);
    }

    private List<LaneEffect> connect(String device, String connection, Instant at) {
        return lane.on(
                new LaneEvent.Connected(
                        new Presence.Connection(USER, Results.GATEWAY, connection, device)),
                at);
    }

    private List<LaneEffect> loaded(List<DeviceCursor> devices, Instant at) {
        return lane.on(new LaneEvent.Loaded(new PendingStore.Known(devices, false)), at);
    }

    private static DeviceCursor cursor(String device) {
        return new DeviceCursor(device, 5, NOW.minusSeconds(600));
    }

    private static List<LaneEffect.Save> saves(List<LaneEffect> effects) {
        return effects.stream()
                .filter(LaneEffect.Save.class::isInstance)
                .map(LaneEffect.Save.class::cast)
                .toList();
    }
}
