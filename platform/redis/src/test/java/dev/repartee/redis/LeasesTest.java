package dev.repartee.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.repartee.contract.GatewayId;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.UserId;
import dev.repartee.contract.UserKey;
import dev.repartee.embedded.TestEngines;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Presence and the worker registry: entries that live as long as they are renewed. */
class LeasesTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Duration SHORT = Duration.ofMillis(600);

    private final UserKey user =
            new UserKey(new TenantId("acme"), new UserId("ada:" + UUID.randomUUID()));
    private RedisLink link;

    @BeforeEach
    void open() {
        link =
                RedisLink.open(
                        RedisConfig.at(TestEngines.redis()).waiting(PATIENCE),
                        new SimpleMeterRegistry());
        await().atMost(PATIENCE).until(link::up);
    }

    @AfterEach
    void close() {
        link.close();
    }

    @Test
    void namesTheSocketsOfAUserInAllGateways() {
        Presence presence = new Presence(link);
        Presence.Connection phone = connection("g-1", "c-1", "phone");
        Presence.Connection tablet = connection("g-2", "c-1", "my | tablet");
        presence.register(List.of(phone)).join();
        presence.register(List.of(tablet)).join();
        presence.register(List.of(phone)).join();
        assertThat(presence.connections(user).join()).containsExactlyInAnyOrder(phone, tablet);
        presence.remove(phone).join();
        assertThat(presence.connections(user).join()).containsExactly(tablet);
    }

    @Test
    void forgetsASocketThatIsNotAssertedThoughOthersAre() {
        Presence presence = new Presence(link, SHORT);
        Presence.Connection dead = connection("g-1", "c-1", "phone");
        Presence.Connection alive = connection("g-2", "c-2", "phone");
        presence.register(List.of(dead)).join();
        await().atMost(PATIENCE)
                .until(
                        () -> {
                            presence.register(List.of(alive)).join();
                            return presence.connections(user).join().equals(List.of(alive));
                        });
        await().atMost(PATIENCE).until(() -> presence.connections(user).join().isEmpty());
        String key = "ws:connections:" + user;
        await().atMost(PATIENCE).until(() -> link.call(c -> c.exists(key)).join() == 0);
    }

    @Test
    void survivesThatTheServerForgetsItsScripts() {
        Presence presence = new Presence(link);
        Presence.Connection phone = connection("g-1", "c-1", "phone");
        presence.register(List.of(phone)).join();
        link.call(c -> c.scriptFlush()).join();
        presence.register(List.of(phone)).join();
        assertThat(presence.connections(user).join()).containsExactly(phone);
    }

    @Test
    void listsTheWorkersOfAPoolWithWhatTheyHold() {
        WorkerRegistry registry = new WorkerRegistry(link);
        String pool = "pool-" + UUID.randomUUID();
        var busy = new WorkerRegistry.Worker("w-1", new TreeSet<>(List.of(3, 11, 20)));
        var idle = new WorkerRegistry.Worker("w-2", new TreeSet<>());
        registry.ping(pool, idle).join();
        registry.ping(pool, busy).join();
        assertThat(registry.workers(pool).join()).containsExactly(busy, idle);
        registry.leave(pool, "w-1").join();
        assertThat(registry.workers(pool).join()).containsExactly(idle);
    }

    @Test
    void forgetsAWorkerThatStopsPinging() {
        WorkerRegistry registry = new WorkerRegistry(link, SHORT);
        String pool = "pool-" + UUID.randomUUID();
        var worker = new WorkerRegistry.Worker("w-1", new TreeSet<>(List.of(1)));
        await().atMost(PATIENCE)
                .until(
                        () -> {
                            registry.ping(pool, worker).join();
                            return registry.workers(pool).join().equals(List.of(worker));
                        });
        await().atMost(PATIENCE).until(() -> registry.workers(pool).join().isEmpty());
    }

    private Presence.Connection connection(String gateway, String id, String device) {
        return new Presence.Connection(user, new GatewayId(gateway), id, device);
    }
}
