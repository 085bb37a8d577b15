package dev.repartee.delivery;

import dev.repartee.contract.GatewayId;
import dev.repartee.contract.UserKey;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.kafka.Partitions;
import dev.repartee.redis.LinkListener;
import dev.repartee.redis.Presence;
import dev.repartee.redis.Push;
import dev.repartee.redis.PushBus;
import dev.repartee.redis.RedisConfig;
import dev.repartee.redis.RedisLink;
import dev.repartee.redis.Signal;
import dev.repartee.redis.Subscription;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Another process's gateway, as far as delivery can tell: sockets, presence, acknowledgements. */
final class StandInGateway implements AutoCloseable, LinkListener {

    final GatewayId id;
    final List<Push.Result> waiterPushes = new CopyOnWriteArrayList<>();
    final List<Push.Refused> refusals = new CopyOnWriteArrayList<>();
    final RedisLink link;
    private final PushBus bus;
    private final Presence presence;
    private final Subscription pushes;
    private final Map<String, Socket> sockets = new ConcurrentHashMap<>();

    StandInGateway(String id, String redis) {
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        this.id = new GatewayId(id);
        this.link = RedisLink.open(RedisConfig.at(redis).waiting(DeliveryTest.PATIENCE), metrics);
        this.bus = new PushBus(link, metrics);
        this.presence = new Presence(link);
        this.pushes = bus.receivePushes(this.id, this::receive);
        link.listen(this);
    }

    /** A socket of a client that acknowledges at once, or never. */
    final class Socket {
        final Presence.Connection connection;
        final List<Push.Result> shown = new CopyOnWriteArrayList<>();
        private final Set<String> seen = new HashSet<>();
        private final boolean acknowledges;

        private Socket(Presence.Connection connection, boolean acknowledges) {
            this.connection = connection;
            this.acknowledges = acknowledges;
        }

        List<String> requests() {
            return shown.stream().map(push -> push.result().key().requestId().value()).toList();
        }

        private synchronized void show(Push.Result push, Push.Audience.Device audience) {
            long last = shown.isEmpty() ? -1 : shown.getLast().offset();
            if (last >= audience.after() && seen.add(push.result().key().requestId().value())) {
                shown.add(push);
            }
            if (acknowledges && seen.contains(push.result().key().requestId().value())) {
                acknowledge(connection.device(), push);
            }
        }

        void close() {
            sockets.remove(connection.connectionId());
            presence.remove(connection).join();
            signal(new Signal.Disconnected(connection.user(), id, connection.connectionId()));
        }
    }

    Socket connect(UserKey user, String device, boolean acknowledges) {
        Presence.Connection connection =
                new Presence.Connection(user, id, UUID.randomUUID().toString(), device);
        Socket socket = new Socket(connection, acknowledges);
        sockets.put(connection.connectionId(), socket);
        announce(socket);
        return socket;
    }

    void acknowledge(String device, Push.Result push) {
        signal(
                new Signal.Acknowledged(
                        push.user(), device, push.result().key().requestId(), push.offset()));
    }

    void signal(Signal signal) {
        bus.signal(Partitions.of(signal.user().bytes()), signal);
    }

    private void announce(Socket socket) {
        Presence.Connection connection = socket.connection;
        presence.register(List.of(connection))
                .thenRun(
                        () ->
                                signal(
                                        new Signal.Connected(
                                                connection.user(),
                                                id,
                                                connection.connectionId(),
                                                connection.device())));
    }

    @Override
    public void up() {
        sockets.values().forEach(this::announce);
    }

    private void receive(Push push) {
        switch (push) {
            case Push.Delta delta -> {}
            case Push.Refused refused -> refusals.add(refused);
            case Push.Result result -> {
                ChatResult shown = result.result();
                if (result.audience() instanceof Push.Audience.Device audience) {
                    for (Socket socket : sockets.values()) {
                        if (socket.connection.user().equals(shown.userKey())
                                && socket.connection.device().equals(audience.device())) {
                            socket.show(result, audience);
                        }
                    }
                } else {
                    waiterPushes.add(result);
                }
            }
        }
    }

    @Override
    public void close() {
        pushes.close();
        link.close();
    }
}
