package dev.repartee.gateway.push;

import dev.repartee.contract.UserKey;
import dev.repartee.runtime.Metric;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The open WebSockets of this gateway, bounded. Thread-safe. */
public final class Sockets {

    private final int bound;
    private final AtomicInteger count = new AtomicInteger();
    private final ConcurrentHashMap<String, LiveSocket> byId = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<UserKey, List<LiveSocket>> byUser = new ConcurrentHashMap<>();

    /**
     * @param bound most sockets at once
     */
    public Sockets(int bound, MeterRegistry meters) {
        this.bound = bound;
        Metric.CONNECTIONS.gauge(meters, byId::size, "kind", "websocket");
    }

    /** Takes a place for a socket to come; false when all are taken. */
    public boolean reserve() {
        if (count.incrementAndGet() > bound) {
            count.decrementAndGet();
            return false;
        }
        return true;
    }

    /** Gives back a place that was reserved for a socket that never came or is gone. */
    public void release() {
        count.decrementAndGet();
    }

    /** From now on the socket is pushed to. */
    public void add(LiveSocket socket) {
        byId.put(socket.id(), socket);
        byUser.merge(
                socket.user(),
                List.of(socket),
                (before, one) -> {
                    List<LiveSocket> more = new ArrayList<>(before);
                    more.addAll(one);
                    return Collections.unmodifiableList(more);
                });
    }

    /** The socket is gone. */
    public void remove(LiveSocket socket) {
        if (byId.remove(socket.id()) != null) {
            byUser.computeIfPresent(
                    socket.user(),
                    (user, sockets) -> {
                        List<LiveSocket> fewer =
                                sockets.stream().filter(other -> other != socket).toList();
                        return fewer.isEmpty() ? null : fewer;
                    });
        }
    }

    /** The sockets of a user, in the order of opening. */
    public List<LiveSocket> of(UserKey user) {
        return byUser.getOrDefault(user, List.of());
    }

    /** Whether the socket is open still. */
    boolean holds(LiveSocket socket) {
        return byId.containsKey(socket.id());
    }

    /** Calls the action for each socket; those that come or go meanwhile may be missed. */
    public void each(Consumer<LiveSocket> action) {
        byId.values().forEach(action);
    }

    /** Whether none is open. */
    public boolean isEmpty() {
        return byId.isEmpty();
    }

    /** How many are open. */
    public int size() {
        return byId.size();
    }

    /** All sockets at this moment. */
    public List<LiveSocket> all() {
        return List.copyOf(byId.values());
    }
}
