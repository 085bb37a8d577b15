package dev.repartee.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.contract.ConversationId;
import dev.repartee.contract.ConversationKey;
import dev.repartee.contract.Coordinates;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.UserId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FastPathTest {

    private static final String WORK = "chat.to_infer";
    private static final String POOL = "chat.to_infer.vip";
    private static final int PARTITION = 5;

    private final FakeProgress progress = new FakeProgress();
    private Map<String, Long> ends = Map.of(WORK, 0L);
    private final FastPath fastPath =
            new FastPath(2, progress, fresh -> fresh.forEach(flights -> flights.ground(ends)));

    @Test
    void nothingIsClearInAPartitionThatIsNotAssigned() {
        assertThat(fastPath.clear(conversation("a"), PARTITION)).isFalse();
    }

    @Test
    void nothingIsClearUntilTheEndsOfTheWorkTopicsAreKnown() {
        FastPath blind = new FastPath(2, progress, fresh -> {});
        blind.assigned(List.of(PARTITION));
        assertThat(blind.clear(conversation("a"), PARTITION)).isFalse();
    }

    @Test
    void everythingIsClearWhereNoWorkEverLay() {
        fastPath.assigned(List.of(PARTITION));
        assertThat(fastPath.clear(conversation("a"), PARTITION)).isTrue();
    }

    @Test
    void aConversationIsClearWhenItsLastWorkIsFinishedThoughEarlierWorkOfOthersIsNot() {
        fastPath.assigned(List.of(PARTITION));
        sent("slow", WORK, 0);
        sent("quick", WORK, 1);
        progress.finish(WORK, PARTITION, 1);
        assertThat(fastPath.clear(conversation("quick"), PARTITION)).isTrue();
        assertThat(fastPath.clear(conversation("slow"), PARTITION)).isFalse();
    }

    @Test
    void anUnknownConversationIsClearOnlyWhenWhatLayThereAtTheAssignmentIsFinished() {
        ends = Map.of(WORK, 10L, POOL, 3L);
        fastPath.assigned(List.of(PARTITION));
        progress.finishBelow(WORK, PARTITION, 9);
        progress.finishBelow(POOL, PARTITION, 3);
        assertThat(fastPath.clear(conversation("a"), PARTITION)).isFalse();
        progress.finishBelow(WORK, PARTITION, 10);
        assertThat(fastPath.clear(conversation("a"), PARTITION)).isTrue();
    }

    @Test
    void anUnknownConversationWaitsForTheWorkOfEveryPool() {
        ends = Map.of(WORK, 0L, POOL, 3L);
        fastPath.assigned(List.of(PARTITION));
        assertThat(fastPath.clear(conversation("a"), PARTITION)).isFalse();
        assertThat(fastPath.clearOutside(POOL, PARTITION)).isTrue();
        assertThat(fastPath.clearOutside(WORK, PARTITION)).isFalse();
    }

    @Test
    void aConversationForgottenForLackOfRoomIsNotClearWhileItsWorkIsUnderWay() {
        fastPath.assigned(List.of(PARTITION));
        sent("forgotten", WORK, 0);
        sent("b", WORK, 1);
        sent("c", WORK, 2);
        assertThat(fastPath.tracked()).isEqualTo(2);
        assertThat(fastPath.clear(conversation("forgotten"), PARTITION)).isFalse();
        progress.finishBelow(WORK, PARTITION, 1);
        assertThat(fastPath.clear(conversation("forgotten"), PARTITION)).isTrue();
    }

    @Test
    void forgettingFinishedWorkRaisesNoFloor() {
        fastPath.assigned(List.of(PARTITION));
        sent("stuck", WORK, 0);
        sent("done", WORK, 1);
        sent("stuck", WORK, 2);
        progress.finish(WORK, PARTITION, 1);
        sent("c", WORK, 3);
        assertThat(fastPath.clear(conversation("done"), PARTITION)).isTrue();
    }

    @Test
    void whatWasKnownOfAPartitionIsWorthNothingAfterAnotherOwnerHadIt() {
        fastPath.assigned(List.of(PARTITION));
        sent("a", WORK, 0);
        progress.finish(WORK, PARTITION, 0);
        fastPath.revoked(List.of(PARTITION));
        ends = Map.of(WORK, 2L);
        fastPath.assigned(List.of(PARTITION));
        assertThat(fastPath.clear(conversation("a"), PARTITION)).isFalse();
    }

    @Test
    void aLateReportOfEarlierWorkDoesNotHideLaterWork() {
        fastPath.assigned(List.of(PARTITION));
        sent("a", WORK, 7);
        sent("a", WORK, 3);
        assertThat(fastPath.last(conversation("a"), PARTITION))
                .contains(new Coordinates(WORK, PARTITION, 7));
    }

    /** Against a model that knows everything, over random histories. */
    @Test
    void neverCallsAConversationClearWhoseWorkIsUnderWay() {
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            FakeProgress inference = new FakeProgress();
            long before = random.nextInt(4);
            FastPath path =
                    new FastPath(
                            1 + random.nextInt(3),
                            inference,
                            fresh -> fresh.forEach(f -> f.ground(Map.of(WORK, before))));
            path.assigned(List.of(PARTITION));
            int[] lastOf = new int[6];
            boolean[] finished = new boolean[64];
            int next = 0;
            Arrays.fill(lastOf, -1);
            for (; next < before; next++) {
                lastOf[random.nextInt(lastOf.length)] = next;
            }
            for (int step = 0; step < 40; step++) {
                int who = random.nextInt(lastOf.length);
                if (random.nextBoolean()) {
                    path.sent(
                            conversation("c" + who),
                            PARTITION,
                            new Coordinates(WORK, PARTITION, next));
                    lastOf[who] = next++;
                } else if (next > 0) {
                    int done = random.nextInt(next);
                    finished[done] = true;
                    inference.finish(WORK, PARTITION, done);
                    int contiguous = 0;
                    while (finished[contiguous]) {
                        contiguous++;
                    }
                    inference.finishBelow(WORK, PARTITION, contiguous);
                }
                int asked = random.nextInt(lastOf.length);
                boolean underWay = lastOf[asked] >= 0 && !finished[lastOf[asked]];
                assertThat(underWay && path.clear(conversation("c" + asked), PARTITION))
                        .as("seed %d step %d", seed, step)
                        .isFalse();
            }
        }
    }

    private void sent(String conversation, String topic, long offset) {
        fastPath.sent(
                conversation(conversation), PARTITION, new Coordinates(topic, PARTITION, offset));
    }

    private static ConversationKey conversation(String name) {
        return new ConversationKey(
                new TenantId("acme"), new UserId("ann"), new ConversationId(name));
    }
}
