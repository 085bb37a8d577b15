package dev.repartee.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.GatewayId;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.UserId;
import dev.repartee.contract.UserKey;
import dev.repartee.embedded.Engine;
import dev.repartee.embedded.TestEngines;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The link's promises while its server is killed, frozen and started again. */
class RedisLinkTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final GatewayId GATEWAY = new GatewayId("g-1");
    private static final UserKey USER = new UserKey(new TenantId("acme"), new UserId("ada"));

    /** A few of them, and heartbeats, pass long before a server is given up that is frozen. */
    private static final Duration SHORT = Duration.ofSeconds(2);

    private static TestEngines.Lone redis;

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final List<RedisLink> links = new ArrayList<>();

    @BeforeAll
    static void startServer() {
        redis = TestEngines.loneRedis();
    }

    @AfterAll
    static void stopServer() {
        redis.close();
    }

    @AfterEach
    void restore() {
        links.forEach(RedisLink::close);
        server().start();
    }

    @Test
    void startsWithoutRedisAndComesUpWithIt() {
        server().kill();
        RedisLink link = link();
        assertThat(link.up()).isFalse();
        assertThatThrownBy(() -> link.call(c -> c.get("k")).join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        ReparteeException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE));
        server().start();
        await().atMost(PATIENCE).until(link::up);
        assertThat(link.call(c -> c.get("k")).join()).isNull();
    }

    @Test
    void failsAtOnceWhenRedisDiesAndKeepsNothingForLater() {
        RedisLink link = upLink();
        server().kill();
        await().atMost(PATIENCE).until(() -> !link.up());
        for (int i = 0; i < 1_000; i++) {
            CompletableFuture<Long> lost = link.call(c -> c.incr("counter"));
            assertThat(lost).isCompletedExceptionally();
        }
        server().start();
        await().atMost(PATIENCE).until(link::up);
        assertThat(link.call(c -> c.get("counter")).join()).isNull();
    }

    @Test
    void noticesAFrozenServerAndBoundsEveryWait() {
        RedisLink link = link(RedisConfig.at(address()));
        await().atMost(PATIENCE).until(() -> answers(link));
        server().pause();
        try {
            assertThat(link.call(c -> c.get("k"))).failsWithin(PATIENCE);
            RedisRound round = link.round();
            RedisRound.Answer<byte[]> answer = round.add(c -> c.get("k"));
            assertThat(CompletableFuture.supplyAsync(round::run))
                    .succeedsWithin(PATIENCE)
                    .isEqualTo(false);
            assertThat(answer.answered()).isFalse();
            await().atMost(PATIENCE).until(() -> !link.up());
        } finally {
            server().resume();
        }
        await().atMost(PATIENCE).until(() -> answers(link));
    }

    /** Late answers fail what asked for them, and are no outage. */
    @Test
    void aSlowServerIsNotGone() {
        RedisLink link = link(RedisConfig.at(address()).waiting(SHORT));
        await().atMost(PATIENCE).until(() -> answers(link));
        List<String> told = told(link);
        server().pause();
        try {
            assertThat(link.call(c -> c.get("k"))).failsWithin(PATIENCE);
            assertThat(link.call(c -> c.get("k"))).failsWithin(PATIENCE);
        } finally {
            server().resume();
        }
        await().atMost(PATIENCE).until(() -> answers(link));
        assertThat(told).isEmpty();
    }

    @Test
    void aRoundAnswersEachCommandInOneTrip() {
        RedisLink link = upLink();
        link.call(c -> c.set("a", bytes("1"))).join();
        RedisRound round = link.round();
        RedisRound.Answer<byte[]> a = round.add(c -> c.get("a"));
        RedisRound.Answer<byte[]> b = round.add(c -> c.get("b"));
        RedisRound.Answer<Long> wrong = round.add(c -> c.incrby("a", 2));
        assertThat(round.run()).isTrue();
        assertThat(a.value()).hasValue(bytes("1"));
        assertThat(b.answered()).isTrue();
        assertThat(b.value()).isEmpty();
        assertThat(wrong.value()).hasValue(3L);
    }

    @Test
    void aCommandThatRedisRefusesSpoilsOnlyItself() {
        RedisLink link = upLink();
        link.call(c -> c.set("text", bytes("no number"))).join();
        RedisRound round = link.round();
        RedisRound.Answer<Long> refused = round.add(c -> c.incr("text"));
        RedisRound.Answer<byte[]> fine = round.add(c -> c.get("text"));
        assertThat(round.run()).isFalse();
        assertThat(refused.answered()).isFalse();
        assertThat(fine.value()).hasValue(bytes("no number"));
    }

    @Test
    void tellsOfEachGoingAndComing() {
        RedisLink link = upLink();
        List<String> told = told(link);
        server().kill();
        await().atMost(PATIENCE).until(() -> told.equals(List.of("down")));
        server().start();
        await().atMost(PATIENCE).until(() -> told.equals(List.of("down", "up")));
    }

    @Test
    void subscriptionsStandAgainWhenUpIsTold() {
        RedisLink here = upLink();
        RedisLink there = upLink();
        List<Push> received = new CopyOnWriteArrayList<>();
        new PushBus(here, metrics).receivePushes(GATEWAY, received::add);
        server().kill();
        await().atMost(PATIENCE).until(() -> !here.up() && !there.up());
        PushBus sender = new PushBus(there, metrics);
        sender.push(GATEWAY, delta(0));
        server().start();
        await().atMost(PATIENCE).until(() -> here.up() && there.up());
        sender.push(GATEWAY, delta(1));
        sender.push(GATEWAY, delta(2));
        await().atMost(PATIENCE).until(() -> received.size() == 2);
        assertThat(received).containsExactly(delta(1), delta(2));
        assertThat(metrics.get("repartee_push_bus_lost").counter().count()).isEqualTo(1);
    }

    @Test
    void aReceiverInTheSameProcessNeedsNoRedis() {
        server().kill();
        RedisLink link = link();
        PushBus bus = new PushBus(link, metrics);
        List<Object> received = new ArrayList<>();
        Subscription pushes = bus.receivePushes(GATEWAY, received::add);
        bus.receiveSignals(3, received::add);
        Signal signal = new Signal.Disconnected(USER, GATEWAY, "c-1");
        bus.push(GATEWAY, delta(0));
        bus.signal(3, signal);
        assertThat(received).containsExactly(delta(0), signal);
        pushes.close();
        bus.push(GATEWAY, delta(1));
        assertThat(received).hasSize(2);
    }

    @Test
    void closesWithoutRedis() {
        server().kill();
        RedisLink link = RedisLink.open(RedisConfig.at(address()), metrics);
        assertThat(CompletableFuture.runAsync(link::close)).succeedsWithin(PATIENCE);
        assertThat(link.call(c -> c.get("k"))).isCompletedExceptionally();
    }

    @Test
    void theAddressNeverPrintsItsPassword() {
        assertThat(RedisConfig.at("redis://:secret@host:6380").toString())
                .isEqualTo("RedisConfig[host:6380]");
        assertThatThrownBy(() -> RedisConfig.at("http://:secret@host"))
                .isInstanceOf(ReparteeException.class)
                .hasMessageNotContaining("secret");
    }

    private static Push delta(int sequence) {
        return new Push.Delta(USER, new RequestId("r-1"), 1, sequence, 0, "text");
    }

    /** What listeners of the link hear from now on. */
    private static List<String> told(RedisLink link) {
        List<String> told = new CopyOnWriteArrayList<>();
        link.listen(
                new LinkListener() {
                    @Override
                    public void up() {
                        told.add("up");
                    }

                    @Override
                    public void down() {
                        told.add("down");
                    }
                });
        return told;
    }

    private static boolean answers(RedisLink link) {
        return link.call(c -> c.get("k")).handle((value, failure) -> failure == null).join();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Engine server() {
        return redis.engine();
    }

    private static String address() {
        return server().address();
    }

    private RedisLink link() {
        return link(RedisConfig.at(address()).waiting(PATIENCE));
    }

    private RedisLink link(RedisConfig config) {
        RedisLink link = RedisLink.open(config, metrics);
        links.add(link);
        return link;
    }

    private RedisLink upLink() {
        RedisLink link = link();
        await().atMost(PATIENCE).until(link::up);
        link.call(c -> c.flushall()).join();
        return link;
    }
}
