package dev.repartee.gateway.socket;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the connections of one event loop, a few at a time: one timer for all of them. Owned
 * by that event loop.
 */
final class Rounds {

    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    /** A round is done in so many steps. */
    private static final int STEPS = 16;

    private final ArrayDeque<SocketSession> sessions = new ArrayDeque<>();

    /**
     * Begins; goes on until the event loop ends.
     *
     * @param every milliseconds between two looks at a connection
     */
    static Rounds start(EventLoop loop, long every) {
        Rounds rounds = new Rounds();
        long step = Math.max(1, every / STEPS);
        loop.scheduleWithFixedDelay(rounds::step, step, step, TimeUnit.MILLISECONDS);
        return rounds;
    }

    void add(SocketSession session) {
        sessions.add(session);
    }

    /** Those that are closed drop out when their turn comes. */
    private void step() {
        for (int left = Math.ceilDiv(sessions.size(), STEPS); left > 0; left--) {
            SocketSession session = sessions.remove();
            if (stays(session)) {
                sessions.add(session);
            }
        }
    }

    /** A failure must not end the rounds. */
    private static boolean stays(SocketSession session) {
        try {
            return session.check();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("a connection could not be looked after");
            return true;
        }
    }
}
