package dev.repartee.gateway.push;

import dev.repartee.contract.GatewayId;
import dev.repartee.redis.LinkListener;
import dev.repartee.redis.Presence;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the registry of sockets true: registers each before delivery hears of it, asserts all of
 * them every 10 s, and says everything again when Redis comes back (promise P5).
 */
public final class PresenceKeeper implements LinkListener {

    private static final int TURNS = (int) Presence.ASSERT_EVERY.toSeconds();

    private final Presence presence;
    private final GatewayId gateway;
    private final Sockets sockets;
    private final Signals signals;

    // Owned by the thread that calls tick().
    private int turn;

    // Owned by the thread that says that Redis is back.
    private @Nullable RollCall announcing;

    public PresenceKeeper(Presence presence, GatewayId gateway, Sockets sockets, Signals signals) {
        this.presence = presence;
        this.gateway = gateway;
        this.sockets = sockets;
        this.signals = signals;
    }

    /** The socket is open: from now on it is pushed to. */
    public void connected(LiveSocket socket) {
        sockets.add(socket);
        announce(List.of(socket));
    }

    /** The socket is gone. */
    public void disconnected(LiveSocket socket) {
        sockets.remove(socket);
        presence.remove(entry(socket));
        signals.disconnected(socket);
    }

    /** Asserts a tenth of the sockets; to be called each second. */
    public void tick() {
        turn = (turn + 1) % TURNS;
        List<LiveSocket> due = new ArrayList<>();
        sockets.each(
                socket -> {
                    if (Math.floorMod(socket.id().hashCode(), TURNS) == turn) {
                        due.add(socket);
                    }
                });
        new RollCall(due, sockets::holds, this::register).begin();
    }

    /** An announcement that is still under way ends: all are said again. */
    @Override
    public void up() {
        if (announcing != null) {
            announcing.end();
        }
        announcing = new RollCall(sockets.all(), sockets::holds, this::announce);
        announcing.begin();
    }

    /** Presence first; delivery is told even when Redis is gone, for it may be in this process. */
    private CompletableFuture<Void> announce(List<LiveSocket> some) {
        return register(some).whenComplete((done, failure) -> some.forEach(signals::connected));
    }

    private CompletableFuture<Void> register(List<LiveSocket> some) {
        return presence.register(some.stream().map(this::entry).toList());
    }

    private Presence.Connection entry(LiveSocket socket) {
        return new Presence.Connection(socket.user(), gateway, socket.id(), socket.device());
    }
}
