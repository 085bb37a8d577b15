package dev.repartee.delivery.lane;

import dev.repartee.contract.RequestId;
import dev.repartee.contract.RequestKey;
import dev.repartee.delivery.pending.DeviceCursor;
import dev.repartee.delivery.pending.Outgoing;
import dev.repartee.delivery.pending.PendingStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the store keeps of one user, in memory; same rules as the real one. */
final class MemoryPendingStore {

    final TreeMap<Long, Outgoing> rows = new TreeMap<>();
    final Map<String, DeviceCursor> devices = new LinkedHashMap<>();
    private final int bound;

    MemoryPendingStore(int bound) {
        this.bound = bound;
    }

    PendingStore.Known load() {
        return new PendingStore.Known(List.copyOf(devices.values()), !rows.isEmpty());
    }

    PendingStore.Page page(long after, int limit) {
        List<Outgoing> found = new ArrayList<>(rows.tailMap(after, false).values());
        boolean more = found.size() > limit;
        return new PendingStore.Page(more ? found.subList(0, limit) : found, more);
    }

    PendingStore.Stored store(List<Outgoing> replies) {
        Map<Long, PendingStore.Outcome> outcomes = new HashMap<>();
        for (Outgoing reply : replies) {
            Outgoing other =
                    rows.values().stream()
                            .filter(row -> row.requestId().equals(reply.requestId()))
                            .findFirst()
                            .orElse(null);
            if (other == null || other.parked() && reply.supersedes()) {
                if (other != null) {
                    rows.remove(other.offset());
                }
                rows.put(reply.offset(), reply);
            }
            outcomes.put(
                    reply.offset(),
                    rows.containsKey(reply.offset())
                            ? PendingStore.Outcome.STORED
                            : PendingStore.Outcome.DUPLICATE);
        }
        List<PendingStore.Row> dropped = new ArrayList<>();
        while (rows.size() > bound) {
            dropped.add(row(rows.pollFirstEntry().getValue()));
        }
        return new PendingStore.Stored(outcomes, dropped);
    }

    List<Outgoing> save(List<DeviceCursor> cursors, long trimThrough) {
        devices.clear();
        cursors.forEach(cursor -> devices.put(cursor.device(), cursor));
        List<Outgoing> trimmed = List.copyOf(rows.headMap(trimThrough, true).values());
        rows.headMap(trimThrough, true).clear();
        return trimmed;
    }

    Optional<PendingStore.Row> clear(RequestId requestId) {
        return rows.values().stream()
                .filter(row -> row.requestId().equals(requestId))
                .findFirst()
                .map(
                        row -> {
                            rows.remove(row.offset());
                            return row(row);
                        });
    }

    private static PendingStore.Row row(Outgoing reply) {
        RequestKey key = reply.result().key();
        return new PendingStore.Row(key, reply.conversation(), reply.acceptedAt(), reply.offset());
    }
}
