package dev.repartee.gateway.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.contract.TenantId;
import dev.repartee.contract.UserId;
import dev.repartee.contract.UserKey;
import dev.repartee.redis.Presence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** In which order, and how many at a time, sockets are registered. */
class RollCallTest {

    private final List<List<LiveSocket>> asked = new ArrayList<>();
    private final List<CompletableFuture<Void>> answers = new ArrayList<>();
    private final Set<LiveSocket> gone = new HashSet<>();

    @Test
    void asksForTheNextOnlyWhenThoseBeforeAreAnswered() {
        List<LiveSocket> sockets = sockets(2 * Presence.MOST_AT_ONCE + 1);
        call(sockets).begin();
        assertThat(asked).containsExactly(sockets.subList(0, Presence.MOST_AT_ONCE));
        answers.get(0).complete(null);
        assertThat(asked).hasSize(2);
        answers.get(1).complete(null);
        answers.get(2).complete(null);
        assertThat(asked).hasSize(3);
        assertThat(asked.stream().flatMap(List::stream)).containsExactlyElementsOf(sockets);
    }

    @Test
    void goesOnAfterAFailureForTheRestMayWork() {
        call(sockets(Presence.MOST_AT_ONCE + 1)).begin();
        answers.get(0).completeExceptionally(new IllegalStateException("too slow"));
        assertThat(asked).hasSize(2);
    }

    @Test
    void leavesOutWhatIsClosedMeanwhile() {
        List<LiveSocket> sockets = sockets(Presence.MOST_AT_ONCE + 2);
        call(sockets).begin();
        gone.add(sockets.get(Presence.MOST_AT_ONCE));
        answers.get(0).complete(null);
        assertThat(asked.get(1)).containsExactly(sockets.getLast());
    }

    @Test
    void registersNothingMoreOnceItIsEnded() {
        RollCall call = call(sockets(3 * Presence.MOST_AT_ONCE));
        call.begin();
        call.end();
        answers.get(0).complete(null);
        assertThat(asked).hasSize(1);
    }

    @Test
    void endsInShortOrderThoughEveryCallFailsAtOnce() {
        CompletableFuture<Void> failed =
                CompletableFuture.failedFuture(new IllegalStateException("Redis is not there"));
        List<LiveSocket> seen = new ArrayList<>();
        List<LiveSocket> sockets = sockets(500_000);
        new RollCall(
                        sockets,
                        socket -> true,
                        some -> {
                            seen.addAll(some);
                            return failed;
                        })
                .begin();
        assertThat(seen).isEqualTo(sockets);
    }

    private RollCall call(List<LiveSocket> sockets) {
        return new RollCall(
                sockets,
                socket -> !gone.contains(socket),
                some -> {
                    asked.add(some);
                    answers.add(new CompletableFuture<>());
                    return answers.getLast();
                });
    }

    private static List<LiveSocket> sockets(int count) {
        UserKey user = new UserKey(new TenantId("acme"), new UserId("ada"));
        return IntStream.range(0, count)
                .<LiveSocket>mapToObj(i -> new StandInSocket("s-" + i, user))
                .toList();
    }
}
