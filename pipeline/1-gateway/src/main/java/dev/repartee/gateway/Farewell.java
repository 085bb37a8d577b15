package dev.repartee.gateway;

import dev.repartee.gateway.push.LiveSocket;
import dev.repartee.gateway.push.Sockets;
import java.time.Duration;
import java.util.List;

/**
 * Asks everybody who is connected to connect elsewhere: evenly over a time, and no more at once
 * than the other gateways keep up with. Who has not been asked yet is served as before, so a slow
 * successor makes the farewell longer and nobody wait.
 *
 * <p>At most a twentieth of the clients are asked and still there. Clients that do not leave,
 * though they were asked, hold up the others for a moment at a time.
 */
final class Farewell {

    private static final int SHARE_AT_ONCE = 20;
    private static final int LEAST_AT_ONCE = 50;

    /** Those who are asked together come back spread over this. */
    private static final int JITTER_MILLIS = 200;

    private final Sockets sockets;
    private final long spreadNanos;
    private final long patienceNanos;

    /**
     * @param spread how long asking should take at least
     * @param patience so long nobody may leave before those who were asked are not waited for
     */
    Farewell(Sockets sockets, Duration spread, Duration patience) {
        this.sockets = sockets;
        this.spreadNanos = spread.toNanos();
        this.patienceNanos = patience.toNanos();
    }

    /** Returns when everybody was asked, or there is no time left for that. */
    void ask(Pause pause) {
        List<LiveSocket> all = sockets.all();
        int atOnce = Math.max(LEAST_AT_ONCE, all.size() / SHARE_AT_ONCE);
        long begun = System.nanoTime();
        Leaving leaving = new Leaving(all.size(), atOnce, begun);
        for (int asked = 0; asked < all.size() && pause.more(); asked++) {
            long due = begun + spreadNanos / all.size() * asked;
            while (pause.more() && (System.nanoTime() < due || !leaving.mayAsk(asked))) {
                pause.rest();
            }
            LiveSocket socket = all.get(asked);
            socket.drain(Math.floorMod(socket.id().hashCode(), JITTER_MILLIS));
        }
    }

    /** How many have left, and how many more are therefore asked. Owned by the asking thread. */
    private final class Leaving {

        private final int all;
        private final int atOnce;
        private int left;
        private int notWaitedFor;
        private long lastNanos;

        Leaving(int all, int atOnce, long begun) {
            this.all = all;
            this.atOnce = atOnce;
            this.lastNanos = begun;
        }

        boolean mayAsk(int asked) {
            long now = System.nanoTime();
            int leftNow = all - sockets.size();
            if (leftNow > left) {
                left = leftNow;
                lastNanos = now;
            } else if (now - lastNanos > patienceNanos) {
                notWaitedFor = asked - left;
                lastNanos = now;
            }
            return asked - left - notWaitedFor < atOnce;
        }
    }
}
