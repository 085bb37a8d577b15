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

/** What a lane does when nobody can tell where its user is. */
class LookUpsTest {

    private static final UserKey USER = Results.user("ann");
    private static final Instant NOW = Results.ACCEPTED;
    private static final Instant SOON = NOW.plus(LanePolicy.PRESENCE_PAUSE);

    private static final LanePolicy POLICY =
            new LanePolicy(
                    Duration.ofSeconds(5),
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
    }

    @Test
    void asksAgainSoonAndPushesToWhoIsThere() {
        assertThat(lookUps(arrives())).hasSize(1);
        assertThat(lookUps(lane.on(new LaneEvent.PresenceUnknown(), NOW))).isEmpty();
        assertThat(lane.nextWake()).isEqualTo(SOON);

        List<LaneEffect.LookUpPresence> again = lookUps(lane.on(new LaneEvent.Tick(), SOON));
        assertThat(again).hasSize(1);
        Presence.Connection phone = new Presence.Connection(USER, Results.GATEWAY, "c1", "phone");
        assertThat(
                        lane.on(
                                new LaneEvent.PresenceSeen(
                                        again.getFirst().asked(), List.of(phone)),
                                SOON))
                .hasAtLeastOneElementOfType(LaneEffect.Send.class);
    }

    @Test
    void asksOnceForEachAnswerThatDidNotCome() {
        arrives();
        lane.on(new LaneEvent.PresenceUnknown(), NOW);
        lane.on(new LaneEvent.Tick(), SOON);
        assertThat(lookUps(lane.on(new LaneEvent.Tick(), SOON.plus(Duration.ofMillis(500)))))
                .isEmpty();
    }

    @Test
    void asksNobodyWhileNothingIsToBeShown() {
        lane.on(new LaneEvent.PresenceUnknown(), NOW);
        assertThat(lane.nextWake()).isEqualTo(Instant.MAX);
        assertThat(lookUps(lane.on(new LaneEvent.Tick(), SOON))).isEmpty();
    }

    private List<LaneEffect> arrives() {
        return lane.on(
                new LaneEvent.Arrived(new Outgoing(7, Results.replied(USER, "r1")), false, false),
                NOW);
    }

    private static List<LaneEffect.LookUpPresence> lookUps(List<LaneEffect> effects) {
        return effects.stream()
                .filter(LaneEffect.LookUpPresence.class::isInstance)
                .map(LaneEffect.LookUpPresence.class::cast)
                .toList();
    }
}
