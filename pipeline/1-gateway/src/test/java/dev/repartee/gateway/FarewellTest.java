package dev.repartee.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.UserId;
import dev.repartee.contract.UserKey;
import dev.repartee.gateway.push.LiveSocket;
import dev.repartee.gateway.push.Sockets;
import dev.repartee.redis.Push;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FarewellTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final Sockets sockets = new Sockets(10_000, new SimpleMeterRegistry());
    private final Queue<LiveSocket> asked = new ConcurrentLinkedQueue<>();
    private Thread asking = Thread.currentThread();

    @AfterEach
    void stop() {
        if (asking != Thread.currentThread()) {
            asking.interrupt();
        }
    }

    @Test
    void asksEverybodyOnce() {
        open(2_000, sockets::remove);

        new Farewell(sockets, Duration.ZERO, LONG).ask(within(LONG));

        assertThat(asked).hasSize(2_000).doesNotHaveDuplicates();
        assertThat(sockets.isEmpty()).isTrue();
    }

    @Test
    void asksNoMoreAtOnceThanATwentieth() {
        open(2_000, socket -> {});
        ask(LONG);
        await().atMost(PATIENCE).until(() -> asked.size() == 100);

        for (int i = 0; i < 30; i++) {
            sockets.remove(asked.poll());
        }

        await().atMost(PATIENCE).until(() -> asked.size() == 100);
        assertThat(sockets.size()).isEqualTo(1_970);
    }

    @Test
    void goesOnWithoutThoseWhoStay() {
        open(300, socket -> {});
        ask(SHORT);

        await().atMost(PATIENCE).until(() -> asked.size() == 300);
    }

    @Test
    void endsWhenThereIsNoTimeLeft() {
        open(300, socket -> {});

        new Farewell(sockets, Duration.ZERO, LONG).ask(within(SHORT));

        assertThat(asked).hasSizeLessThan(300);
    }

    private void open(int count, Consumer<LiveSocket> whenAsked) {
        for (int i = 0; i < count; i++) {
            sockets.add(new Client("s" + i, whenAsked));
        }
    }

    private void ask(Duration patience) {
        asking =
                Thread.ofVirtual()
                        .start(
                                () ->
                                        new Farewell(sockets, Duration.ZERO, patience)
                                                .ask(within(LONG)));
    }

    private static Pause within(Duration limit) {
        return new Pause(System.nanoTime() + limit.toNanos());
    }

    private final class Client implements LiveSocket {

        private final String id;
        private final Consumer<LiveSocket> whenAsked;

        Client(String id, Consumer<LiveSocket> whenAsked) {
            this.id = id;
            this.whenAsked = whenAsked;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public UserKey user() {
            return new UserKey(new TenantId("acme"), new UserId(id));
        }

        @Override
        public String device() {
            return "default";
        }

        @Override
        public void drain(long reconnectAfterMillis) {
            asked.add(this);
            whenAsked.accept(this);
        }

        @Override
        public void delta(Push.Delta delta) {}

        @Override
        public void result(Push.Result result, Push.Audience.Device audience) {}

        @Override
        public void resent(Push.Result result) {}

        @Override
        public void refused(RequestId requestId, ErrorCode code) {}

        @Override
        public void close(ErrorCode code) {}
    }
}
