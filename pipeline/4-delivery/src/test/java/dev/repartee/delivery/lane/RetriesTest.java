package dev.repartee.delivery.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.contract.UserKey;
import dev.repartee.delivery.Results;
import dev.repartee.delivery.pending.Outgoing;
import dev.repartee.delivery.pending.PendingStore;
import dev.repartee.redis.Presence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When what is not acknowledged is pushed again. */
class RetriesTest {

    private static final UserKey USER = Results.user("ann");
    private static final Instant NOW = Results.ACCEPTED;

    private static final LanePolicy POLICY =
            new LanePolicy(
                    Duration.ofHours(1),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(30),
                    32,
                    100,
                    8,
                    32);

    private final UserLane lane = new UserLane(USER, POLICY, new Random(1), NOW);

    @BeforeEach
    void begin() {
        lane.on(new LaneEvent.Loaded(new PendingStore.Known(List.of(), false)), NOW);
        lane.on(
                new LaneEvent.Connected(
                        new Presence.Connection(USER, Results.GATEWAY, "c1", "phone")),
                NOW);
    }

    @Test
    void theirPausesGrow() {
        arrives();
        assertThat(pushes(lane.on(new LaneEvent.Tick(), NOW.plusMillis(400)))).isZero();
        assertThat(pushes(lane.on(new LaneEvent.Tick(), NOW.plusMillis(1_001)))).isOne();
        assertThat(pushes(lane.on(new LaneEvent.Tick(), NOW.plusMillis(1_900)))).isZero();
    }

    @Test
    void allComeAtOnceWhenGatewaysCanBeReachedAgain() {
        arrives();
        Instant now = NOW;
        for (int tries = 0; tries < 8; tries++) {
            now = now.plusSeconds(30);
            lane.on(new LaneEvent.Tick(), now);
        }
        assertThat(pushes(lane.on(new LaneEvent.Tick(), now.plusSeconds(5)))).isZero();
        Instant back = now.plusSeconds(6);
        assertThat(pushes(lane.on(new LaneEvent.Reachable(), back))).isOne();
        assertThat(pushes(lane.on(new LaneEvent.Tick(), back.plusMillis(1_001))))
                .as("pauses begin anew")
                .isOne();
    }

    @Test
    void noneComesOfWhatWasAcknowledged() {
        arrives();
        lane.on(
                new LaneEvent.Acknowledged(
                        "phone", Results.replied(USER, "r1").key().requestId(), 7),
                NOW);
        assertThat(pushes(lane.on(new LaneEvent.Reachable(), NOW))).isZero();
    }

    private void arrives() {
        Outgoing reply = new Outgoing(7, Results.replied(USER, "r1"));
        assertThat(pushes(lane.on(new LaneEvent.Arrived(reply, false, false), NOW))).isOne();
    }

    private static long pushes(List<LaneEffect> effects) {
        return effects.stream().filter(LaneEffect.Send.class::isInstance).count();
    }
}
