package dev.repartee.gateway.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.repartee.contract.GatewayId;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.Topic;
import dev.repartee.contract.UserId;
import dev.repartee.contract.UserKey;
import dev.repartee.embedded.TestEngines;
import dev.repartee.redis.Presence;
import dev.repartee.redis.PushBus;
import dev.repartee.redis.RedisConfig;
import dev.repartee.redis.RedisLink;
import dev.repartee.redis.Signal;
import io.lettuce.core.KillArgs;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The registry of the sockets of a gateway that holds more than one command may name. */
class PresenceKeeperTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final int USERS = 3 * Presence.MOST_AT_ONCE;
    private static final int SECONDS = (int) Presence.ASSERT_EVERY.toSeconds();
    private static final GatewayId HERE = new GatewayId("g-" + UUID.randomUUID());

    private final TenantId tenant = new TenantId("t-" + UUID.randomUUID());
    private final List<Signal> heard = new CopyOnWriteArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Sockets sockets = new Sockets(2 * USERS, meters);
    private final List<LiveSocket> open = new ArrayList<>();
    private RedisLink link;
    private RedisLink other;
    private Presence presence;
    private PresenceKeeper keeper;

    @BeforeEach
    void open() {
        link = RedisLink.open(RedisConfig.at(TestEngines.redis()).waiting(PATIENCE), meters);
        other =
                RedisLink.open(
                        RedisConfig.at(TestEngines.redis()).waiting(PATIENCE),
                        new SimpleMeterRegistry());
        await().atMost(PATIENCE).until(() -> link.up() && other.up());
        PushBus bus = new PushBus(link, meters);
        for (int i = 0; i < Topic.PARTITIONS; i++) {
            bus.receiveSignals(i, heard::add);
        }
        presence = new Presence(other);
        keeper = new PresenceKeeper(new Presence(link), HERE, sockets, new Signals(bus, HERE));
        IntStream.range(0, USERS)
                .<LiveSocket>mapToObj(i -> new StandInSocket(UUID.randomUUID().toString(), user(i)))
                .forEach(open::add);
        open.forEach(keeper::connected);
        await().atMost(PATIENCE).until(() -> heard.size() == USERS);
    }

    @AfterEach
    void close() {
        link.close();
        other.close();
    }

    @Test
    void assertsEverySocketWithinTenSecondsAndHealsWhatWasLost() {
        assertThat(present()).isEqualTo(USERS);
        forgetAll();
        assertThat(present()).isZero();
        IntStream.range(0, SECONDS).forEach(second -> keeper.tick());
        await().atMost(PATIENCE).until(() -> present() == USERS);
        assertThat(heard).hasSize(USERS);
    }

    @Test
    void doesNotBringBackASocketThatIsGone() {
        LiveSocket gone = open.getFirst();
        keeper.disconnected(gone);
        forgetAll();
        IntStream.range(0, SECONDS).forEach(second -> keeper.tick());
        await().atMost(PATIENCE).until(() -> present() == USERS - 1);
        assertThat(presence.connections(gone.user()).join()).isEmpty();
    }

    @Test
    void saysEverythingAgainWhenRedisComesBackAndTellsDelivery() {
        link.listen(keeper);
        heard.clear();
        forgetAll();
        cutOff();
        await().atMost(PATIENCE).until(() -> present() == USERS);
        await().atMost(PATIENCE).until(() -> heard.size() == USERS);
        assertThat(heard)
                .allSatisfy(signal -> assertThat(signal).isInstanceOf(Signal.Connected.class));
        assertThat(heard.stream().map(Signal::user).distinct()).hasSize(USERS);
    }

    @Test
    void healsInLaterTurnsWhatRedisMissedInTheMidstOfOne() {
        forgetAll();
        keeper.tick();
        cutOff();
        IntStream.range(1, SECONDS).forEach(second -> keeper.tick());
        await().atMost(PATIENCE)
                .until(
                        () -> {
                            IntStream.range(0, SECONDS).forEach(second -> keeper.tick());
                            return present() == USERS;
                        });
    }

    private void cutOff() {
        long id = link.call(c -> c.clientId()).join();
        other.call(c -> c.clientKill(KillArgs.Builder.id(id))).join();
    }

    private long present() {
        return IntStream.range(0, USERS)
                .mapToObj(i -> presence.connections(user(i)))
                .toList()
                .stream()
                .filter(seen -> !seen.join().isEmpty())
                .count();
    }

    private void forgetAll() {
        for (int i = 0; i < USERS; i++) {
            String key = "ws:connections:" + user(i);
            other.call(c -> c.del(key)).join();
        }
    }

    private UserKey user(int i) {
        return new UserKey(tenant, new UserId("user-" + i));
    }
}
