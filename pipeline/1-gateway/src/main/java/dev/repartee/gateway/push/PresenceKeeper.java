package dev.repartee.gateway.push;

import dev.repartee.contract.GatewayId;
import dev.repartee.redis.LinkListener;
import dev.repartee.redis.Presence;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the registry of sockets true: registers each before delivery hears of it, asserts all of
 * them every 10 s, and says everything again when Redis comes back (promise P5).
 */
public final class PresenceKeeper implements LinkListener {

    private static final int AT_ONCE = 256;
    private static final int TURNS = (int) Presence.ASSERT_EVERY.toSeconds();

    private final Presence presence;
    private final GatewayId gateway;
    private final Sockets sockets;
    private final Signals signals;

    // Owned by the thread that calls tick().
    private int turn;

    // Written when Redis comes back; the announcement before, if it is still under way, then ends.
    private volatile @Nullable Iterator<LiveSocket> announcing;

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
        Iterator<LiveSocket> all = sockets.all().iterator();
        announcing = all;
        announceSome(all);
    }

    /**
     * As many as Redis takes in one go, and the next when it has taken them: all at once would keep
     * it so busy that its link looks broken, which begins everything anew.
     */
    private void announceSome(Iterator<LiveSocket> left) {
        List<CompletableFuture<Void>> some = new ArrayList<>();
        while (announcing == left && left.hasNext() && some.size() < AT_ONCE) {
            some.add(announce(left.next()));
        }
        if (!some.isEmpty()) {
            CompletableFuture.allOf(some.toArray(CompletableFuture[]::new))
                    .whenComplete((done, failure) -> announceSome(left));
        }
    }

    /** Presence first; delivery is told even when Redis is gone, for it may be in this process. */
    private CompletableFuture<Void> announce(LiveSocket socket) {
        return presence.register(entry(socket))
                .whenComplete((done, failure) -> signals.connected(socket));
    }

    private Presence.Connection entry(LiveSocket socket) {
        return new Presence.Connection(socket.user(), gateway, socket.id(), socket.device());
    }
}
