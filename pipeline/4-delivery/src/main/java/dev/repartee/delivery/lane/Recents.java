package dev.repartee.delivery.lane;

import dev.repartee.contract.RequestId;
import dev.repartee.delivery.pending.Outgoing;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The last results of a user: recognises what comes twice, and has the very last ones at hand for
 * who asks again.
 */
final class Recents {

    /** Enough to bridge the time until history has a result. */
    private static final int RESULTS = 4;

    private record Seen(long offset, boolean replaceable) {}

    private final int bound;
    private final Map<RequestId, Seen> seen = new LinkedHashMap<>();
    private final Deque<Outgoing> results = new ArrayDeque<>();

    Recents(int bound) {
        this.bound = bound;
    }

    /** Whether the reply is the first of its request, or may take the place of a parked one. */
    boolean admits(Outgoing reply) {
        Seen first = seen.get(reply.requestId());
        return first == null
                || first.offset() == reply.offset()
                || first.replaceable() && reply.supersedes() && reply.offset() > first.offset();
    }

    void add(Outgoing reply) {
        seen.remove(reply.requestId());
        seen.put(reply.requestId(), new Seen(reply.offset(), reply.parked()));
        if (seen.size() > bound) {
            seen.remove(seen.keySet().iterator().next());
        }
        results.removeIf(other -> other.requestId().equals(reply.requestId()));
        results.addLast(reply);
        if (results.size() > RESULTS) {
            results.removeFirst();
        }
    }

    Optional<Outgoing> find(RequestId requestId) {
        return results.stream().filter(r -> r.requestId().equals(requestId)).findFirst();
    }
}
