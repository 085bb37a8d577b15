package dev.repartee.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.contract.GatewayId;
import dev.repartee.contract.UserKey;
import dev.repartee.redis.Presence;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PresenceSearchTest {

    private final List<UserKey> found = new ArrayList<>();

    @Test
    void tellsWhoIsThereAndReturnsThoseOfWhomNobodyCouldTell() {
        UserKey there = Results.user("there");
        UserKey away = Results.user("away");
        UserKey unknown = Results.user("unknown");
        PresenceSearch search =
                new PresenceSearch(
                        user ->
                                user.equals(unknown)
                                        ? CompletableFuture.failedFuture(
                                                new IllegalStateException("too late"))
                                        : CompletableFuture.completedFuture(
                                                user.equals(there) ? socket(user) : List.of()),
                        found::add);
        assertThat(search.lookFor(List.of(there, away, unknown))).containsExactly(unknown);
        assertThat(found).containsExactly(there);
    }

    @Test
    void asksForSomeAtATimeAndTellsOnItsOwnThread() {
        List<UserKey> users =
                IntStream.range(0, 200).mapToObj(i -> Results.user("user-" + i)).toList();
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ConcurrentLinkedQueue<Thread> tellers = new ConcurrentLinkedQueue<>();
        PresenceSearch search =
                new PresenceSearch(
                        user -> {
                            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                            return CompletableFuture.supplyAsync(
                                    () -> {
                                        underWay.decrementAndGet();
                                        return socket(user);
                                    });
                        },
                        user -> {
                            tellers.add(Thread.currentThread());
                            found.add(user);
                        });
        assertThat(search.lookFor(users)).isEmpty();
        assertThat(found).isEqualTo(users);
        assertThat(most.get()).isLessThanOrEqualTo(64);
        assertThat(tellers).containsOnly(Thread.currentThread());
    }

    private static List<Presence.Connection> socket(UserKey user) {
        return List.of(new Presence.Connection(user, new GatewayId("g"), "c", "phone"));
    }
}
