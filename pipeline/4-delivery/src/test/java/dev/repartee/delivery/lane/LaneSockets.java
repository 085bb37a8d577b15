package dev.repartee.delivery.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.contract.GatewayId;
import dev.repartee.contract.RequestId;
import dev.repartee.delivery.pending.Outgoing;
import dev.repartee.redis.Presence;
import dev.repartee.redis.Push;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** The connections of the lane's user. Checks in which order they are shown replies. */
final class LaneSockets {

    private final LaneRecords records;
    private final Map<String, Socket> open = new LinkedHashMap<>();
    int drained;
    int resent;

    LaneSockets(LaneRecords records) {
        this.records = records;
    }

    /** A client behind a gateway, as the protocol asks gateways to behave. */
    static final class Socket {
        final Presence.Connection connection;
        final Set<RequestId> sent = new HashSet<>();
        final Deque<Push.Result> unanswered = new ArrayDeque<>();
        private final List<Long> shown = new ArrayList<>();
        private final Set<RequestId> shownRequests = new HashSet<>();
        private long reached = -1;

        private Socket(Presence.Connection connection) {
            this.connection = connection;
        }

        String device() {
            return connection.device();
        }
    }

    void open(Presence.Connection connection) {
        open.put(connection.connectionId(), new Socket(connection));
    }

    void close(Socket socket) {
        open.remove(socket.connection.connectionId());
    }

    List<Socket> all() {
        return List.copyOf(open.values());
    }

    List<Presence.Connection> connections() {
        return open.values().stream().map(socket -> socket.connection).toList();
    }

    Optional<Socket> any(Random random) {
        List<Socket> list = all();
        return list.isEmpty()
                ? Optional.empty()
                : Optional.of(list.get(random.nextInt(list.size())));
    }

    /** What a gateway does with a push. */
    void show(GatewayId gateway, Push.Result push) {
        for (Socket socket : open.values()) {
            if (socket.connection.gateway().equals(gateway)) {
                switch (push.audience()) {
                    case Push.Audience.Waiter waiter -> {}
                    case Push.Audience.Resender resender -> showAgain(socket, push);
                    case Push.Audience.Device device -> {
                        if (socket.device().equals(device.device())) {
                            show(socket, push, device);
                        }
                    }
                }
            }
        }
    }

    private void show(Socket socket, Push.Result push, Push.Audience.Device audience) {
        RequestId requestId = push.result().key().requestId();
        if (audience.pending()) {
            drained++;
        }
        if (socket.shownRequests.contains(requestId)) {
            if (hasAcknowledged(socket, push)) {
                socket.unanswered.add(push);
            }
            return;
        }
        if (socket.reached < audience.after()) {
            return;
        }
        socket.reached = Math.max(socket.reached, push.offset());
        shown(socket, push);
    }

    private void showAgain(Socket socket, Push.Result push) {
        RequestId requestId = push.result().key().requestId();
        if (socket.sent.contains(requestId) && !socket.shownRequests.contains(requestId)) {
            resent++;
            if (!records.storeWasAway) {
                assertNothingOvertaken(socket, push);
            }
            socket.shownRequests.add(requestId);
            socket.unanswered.add(push);
        }
    }

    private void shown(Socket socket, Push.Result push) {
        RequestId requestId = push.result().key().requestId();
        boolean newToDevice = !hasAcknowledged(socket, push);
        if (!records.storeWasAway && newToDevice) {
            long last = socket.shown.isEmpty() ? -1 : socket.shown.getLast();
            assertThat(push.offset()).as("shown in order").isGreaterThan(last);
            assertNothingOvertaken(socket, push);
        }
        assertThat(push.offset()).as("the first result wins").isEqualTo(records.first(requestId));
        if (newToDevice) {
            socket.shown.add(push.offset());
        }
        socket.shownRequests.add(requestId);
        socket.unanswered.add(push);
    }

    private void assertNothingOvertaken(Socket socket, Push.Result push) {
        if (hasAcknowledged(socket, push)) {
            return;
        }
        List<Outgoing> older = records.olderThan(push.offset());
        assertThat(older)
                .as("nothing that waits is overtaken by %s", push.offset())
                .allMatch(
                        reply ->
                                records.hasAcknowledged(socket.device(), reply)
                                        || socket.shownRequests.contains(reply.requestId())
                                        || records.excused.contains(reply.offset()));
    }

    private boolean hasAcknowledged(Socket socket, Push.Result push) {
        return records.hasAcknowledged(socket.device(), records.all.get(push.offset()));
    }
}
