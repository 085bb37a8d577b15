package dev.repartee.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.repartee.contract.GatewayId;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.UserId;
import dev.repartee.contract.UserKey;
import dev.repartee.embedded.TestEngines;
import io.lettuce.core.RedisCommandExecutionException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many sockets asserted by one command. */
class PresenceBatchTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final TenantId tenant = new TenantId("t-" + UUID.randomUUID());
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private RedisLink link;
    private Presence presence;

    @BeforeEach
    void open() {
        link = RedisLink.open(RedisConfig.at(TestEngines.redis()).waiting(PATIENCE), metrics);
        await().atMost(PATIENCE).until(link::up);
        presence = new Presence(link);
    }

    @AfterEach
    void close() {
        link.close();
    }

    @Test
    void registersTheSocketsOfManyUsersEachUnderItsUser() {
        List<Presence.Connection> all =
                IntStream.range(0, Presence.MOST_AT_ONCE)
                        .mapToObj(i -> connection("user-" + i, "g-1", "c-" + i))
                        .toList();
        presence.register(all).join();
        for (Presence.Connection one : all) {
            assertThat(presence.connections(one.user()).join()).containsExactly(one);
        }
    }

    @Test
    void registersSeveralSocketsOfOneUserAndKeepsThoseOfOtherGateways() {
        Presence.Connection elsewhere = connection("ada", "g-2", "c-1");
        Presence.Connection first = connection("ada", "g-1", "c-1");
        Presence.Connection second = connection("ada", "g-1", "c-2");
        presence.register(List.of(elsewhere)).join();
        presence.register(List.of(first, connection("bob", "g-1", "c-3"), second)).join();
        assertThat(presence.connections(first.user()).join())
                .containsExactlyInAnyOrder(elsewhere, first, second);
    }

    @Test
    void assertsAgainWhatWasLostAndGivesEveryEntryItsFullTime() {
        Presence.Connection lost = connection("ada", "g-1", "c-1");
        Presence.Connection kept = connection("bob", "g-1", "c-2");
        presence.register(List.of(lost, kept)).join();
        link.call(c -> c.del(key(lost))).join();
        link.call(c -> c.pexpire(key(kept), 1_000)).join();
        presence.register(List.of(lost, kept)).join();
        assertThat(presence.connections(lost.user()).join()).containsExactly(lost);
        for (Presence.Connection one : List.of(lost, kept)) {
            assertThat(Duration.ofMillis(link.call(c -> c.pttl(key(one))).join()))
                    .isBetween(Duration.ofSeconds(20), Presence.TIME_TO_LIVE);
        }
    }

    @Test
    void aTableThatCannotBeWrittenHoldsUpNoOther() {
        Presence.Connection before = connection("ada", "g-1", "c-1");
        Presence.Connection broken = connection("bob", "g-1", "c-2");
        Presence.Connection after = connection("cleo", "g-1", "c-3");
        link.call(c -> c.set(key(broken), new byte[] {1})).join();
        assertThatThrownBy(() -> presence.register(List.of(before, broken, after)).join())
                .hasCauseInstanceOf(RedisCommandExecutionException.class)
                .hasMessageContaining("WRONGTYPE");
        assertThat(presence.connections(before.user()).join()).containsExactly(before);
        assertThat(presence.connections(after.user()).join()).containsExactly(after);
        assertThat(metrics.counter("repartee_redis_failures").count()).isEqualTo(1);
    }

    @Test
    void survivesThatTheServerForgetsItsScripts() {
        Presence.Connection ada = connection("ada", "g-1", "c-1");
        Presence.Connection bob = connection("bob", "g-1", "c-2");
        presence.register(List.of(ada)).join();
        link.call(c -> c.scriptFlush()).join();
        presence.register(List.of(ada, bob)).join();
        assertThat(presence.connections(bob.user()).join()).containsExactly(bob);
    }

    @Test
    void asksNothingOfRedisForNobodyAndRefusesTooMany() {
        presence.register(List.of()).join();
        List<Presence.Connection> tooMany =
                IntStream.rangeClosed(0, Presence.MOST_AT_ONCE)
                        .mapToObj(i -> connection("user-" + i, "g-1", "c-" + i))
                        .toList();
        assertThatThrownBy(() -> presence.register(tooMany))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(presence.connections(tooMany.getFirst().user()).join()).isEmpty();
    }

    @Test
    void failsAtOnceWhileRedisIsGone() {
        link.close();
        assertThat(presence.register(List.of(connection("ada", "g-1", "c-1"))))
                .isCompletedExceptionally();
    }

    private Presence.Connection connection(String user, String gateway, String id) {
        UserKey key = new UserKey(tenant, new UserId(user));
        return new Presence.Connection(key, new GatewayId(gateway), id, "phone");
    }

    private static String key(Presence.Connection connection) {
        return "ws:connections:" + connection.user();
    }
}
