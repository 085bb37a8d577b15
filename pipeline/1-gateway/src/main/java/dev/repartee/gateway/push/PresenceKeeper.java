package dev.repartee.gateway.push;

import dev.repartee.contract.GatewayId;
import dev.repartee.redis.LinkListener;
import dev.repartee.redis.Presence;

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

    public PresenceKeeper(Presence presence, GatewayId gateway, Sockets sockets, Signals signals) {
        this.presence = presence;
        this.gateway = gateway;
        this.sockets = sockets;
        this.signals = signals;
    }

    /** The socket is open: from now on it is pushed to. */
    public void connected(LiveSocket socket) {
        sockets.add(socket);
        announce(socket);
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
        sockets.each(
                socket -> {
                    if (Math.floorMod(socket.id().hashCode(), TURNS) == turn) {
                        presence.register(entry(socket));
                    }
                });
    }

    @Override
    public void up() {
        sockets.each(this::announce);
    }

    /** Presence first; delivery is told even when Redis is gone, for it may be in this process. */
    private void announce(LiveSocket socket) {
        presence.register(entry(socket)).whenComplete((done, failure) -> signals.connected(socket));
    }

    private Presence.Connection entry(LiveSocket socket) {
        return new Presence.Connection(socket.user(), gateway, socket.id(), socket.device());
    }
}
