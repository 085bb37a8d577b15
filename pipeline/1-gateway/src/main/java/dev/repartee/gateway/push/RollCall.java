package dev.repartee.gateway.push;

import dev.repartee.redis.Presence;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Registers many sockets, some at a time, and the next when Redis has answered for those before:
 * all at once would keep it so busy that others wait, or that its link looks broken, which begins
 * everything anew. What fails is left to the next call.
 */
final class RollCall {

    private final Iterator<LiveSocket> left;
    private final Predicate<LiveSocket> open;
    private final Function<List<LiveSocket>, CompletableFuture<Void>> register;
    private volatile boolean ended;

    /**
     * @param open leaves out a socket that went while others were registered
     * @param register takes at most {@link Presence#MOST_AT_ONCE} sockets; must not block
     */
    RollCall(
            List<LiveSocket> sockets,
            Predicate<LiveSocket> open,
            Function<List<LiveSocket>, CompletableFuture<Void>> register) {
        this.left = sockets.iterator();
        this.open = open;
        this.register = register;
    }

    /** Begins; goes on on whichever thread brings the answers. */
    void begin() {
        while (!ended && left.hasNext()) {
            CompletableFuture<Void> answered = register.apply(next());
            if (!answered.isDone()) {
                answered.whenComplete((done, failure) -> begin());
                return;
            }
        }
    }

    /** Sockets that were not registered yet are left out. */
    void end() {
        ended = true;
    }

    private List<LiveSocket> next() {
        List<LiveSocket> some = new ArrayList<>(Presence.MOST_AT_ONCE);
        while (left.hasNext() && some.size() < Presence.MOST_AT_ONCE) {
            LiveSocket socket = left.next();
            if (open.test(socket)) {
                some.add(socket);
            }
        }
        return some;
    }
}
