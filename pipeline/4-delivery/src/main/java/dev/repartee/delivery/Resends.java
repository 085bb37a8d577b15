package dev.repartee.delivery;

import dev.repartee.contract.GatewayId;
import dev.repartee.contract.RequestId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who sent a message again and waits for its result. Bounded, and only for a while: a client that
 * gets none sends again.
 */
final class Resends {

    private static final int MOST = 32;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private static final class Waiting {
        final Set<GatewayId> gateways = new LinkedHashSet<>();
        Instant until = Instant.MIN;
        Instant askAt = Instant.MAX;
        Duration pause = FIRST_PAUSE;
    }

    private final Map<RequestId, Waiting> waiting = new LinkedHashMap<>();

    /** Lets a gateway wait; history is to be asked at once, and again in a while. */
    void add(RequestId requestId, GatewayId gateway, Instant now, Instant until) {
        if (waiting.size() >= MOST && !waiting.containsKey(requestId)) {
            waiting.remove(waiting.keySet().iterator().next());
        }
        Waiting entry = waiting.computeIfAbsent(requestId, id -> new Waiting());
        if (entry.gateways.size() < MOST) {
            entry.gateways.add(gateway);
        }
        entry.until = until;
        entry.askAt = now.plus(FIRST_PAUSE);
    }

    /** Takes the gateways that wait for a request. */
    Set<GatewayId> take(RequestId requestId) {
        Waiting entry = waiting.remove(requestId);
        return entry == null ? Set.of() : entry.gateways;
    }

    /** The requests for which history is to be asked again; forgets those that waited too long. */
    List<RequestId> due(Instant now) {
        waiting.values().removeIf(entry -> !entry.until.isAfter(now));
        List<RequestId> due = new ArrayList<>();
        waiting.forEach(
                (requestId, entry) -> {
                    if (!entry.askAt.isAfter(now)) {
                        due.add(requestId);
                        entry.pause =
                                entry.pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0
                                        ? LONGEST_PAUSE
                                        : entry.pause.multipliedBy(2);
                        entry.askAt = now.plus(entry.pause);
                    }
                });
        return due;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    Instant nextWake() {
        Instant next = Instant.MAX;
        for (Waiting entry : waiting.values()) {
            next = entry.askAt.isBefore(next) ? entry.askAt : next;
            next = entry.until.isBefore(next) ? entry.until : next;
        }
        return next;
    }
}
