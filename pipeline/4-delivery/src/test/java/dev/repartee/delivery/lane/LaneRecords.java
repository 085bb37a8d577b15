package dev.repartee.delivery.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.contract.RequestId;
import dev.repartee.contract.RequestKey;
import dev.repartee.delivery.pending.Outgoing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What came for the lane's user, what is stored of it, and who has acknowledged what. Checks what
 * the lane finishes and forgets.
 */
final class LaneRecords {

    final MemoryPendingStore store = new MemoryPendingStore(12);
    final TreeMap<Long, Outgoing> unfinished = new TreeMap<>();
    final Map<Long, Outgoing> all = new HashMap<>();

    /** Whom nobody has to wait for: second results, and what was forgotten with good reason. */
    final Set<Long> excused = new TreeSet<>();

    private final Map<String, Set<RequestId>> acknowledgedBy = new HashMap<>();
    private final Set<RequestId> acknowledgedOverHttp = new HashSet<>();

    /** Replies may have been shown in another order then. */
    boolean storeWasAway;

    int stored;

    long first(RequestId request) {
        return all.values().stream()
                .filter(reply -> reply.requestId().equals(request))
                .mapToLong(Outgoing::offset)
                .min()
                .orElseThrow();
    }

    Optional<Outgoing> inHistory(RequestKey key) {
        return all.values().stream()
                .filter(reply -> reply.requestId().equals(key.requestId()))
                .min(Comparator.comparing(Outgoing::offset));
    }

    void acknowledge(String device, RequestId requestId) {
        acknowledgedBy.computeIfAbsent(device, d -> new HashSet<>()).add(requestId);
    }

    void acknowledgeOverHttp(RequestId requestId) {
        acknowledgedOverHttp.add(requestId);
    }

    boolean hasAcknowledged(String device, Outgoing reply) {
        return acknowledgedBy.getOrDefault(device, Set.of()).contains(reply.requestId());
    }

    /** What waits and came before. */
    List<Outgoing> olderThan(long offset) {
        List<Outgoing> older = new ArrayList<>(store.rows.headMap(offset, false).values());
        older.addAll(unfinished.headMap(offset, false).values());
        return older;
    }

    LaneEvent away() {
        storeWasAway = true;
        return new LaneEvent.StoreFailed();
    }

    LaneEvent ask(LaneEffect.AskStore question) {
        return switch (question) {
            case LaneEffect.Load load -> new LaneEvent.Loaded(store.load());
            case LaneEffect.LoadPage(int generation, long after, int limit) ->
                    new LaneEvent.PageLoaded(generation, store.page(after, limit));
            case LaneEffect.Store(var replies) -> {
                stored += replies.size();
                var answer = store.store(replies);
                answer.dropped().forEach(row -> excused.add(row.offset()));
                yield new LaneEvent.Stored(answer);
            }
            case LaneEffect.Save(var devices, long trim) -> {
                store.save(devices, trim);
                yield new LaneEvent.Saved();
            }
            case LaneEffect.Clear(var requestId) -> {
                assertThat(acknowledgedOverHttp).contains(requestId);
                yield new LaneEvent.Cleared(requestId, store.clear(requestId));
            }
        };
    }

    /** What is forgotten was read by all who were known when that was decided. */
    void readByAll(LaneEffect.Save save) {
        for (Outgoing row : store.rows.headMap(save.trimThrough(), true).values()) {
            if (excused.add(row.offset())) {
                assertThat(save.devices())
                        .as("who has read %s", row.offset())
                        .isNotEmpty()
                        .allMatch(device -> hasAcknowledged(device.device(), row));
            }
        }
    }

    void finished(long offset) {
        Outgoing reply = unfinished.remove(offset);
        if (reply == null) {
            return;
        }
        boolean acknowledged =
                acknowledgedOverHttp.contains(reply.requestId())
                        || acknowledgedBy.keySet().stream()
                                .anyMatch(device -> hasAcknowledged(device, reply));
        boolean waits = store.rows.containsKey(offset);
        assertThat(acknowledged || waits || excused.contains(offset))
                .as("reply %s was finished, neither acknowledged nor stored", offset)
                .isTrue();
        if (!waits && !storeWasAway && !excused.contains(offset)) {
            assertThat(store.devices.keySet())
                    .as("%s is finished for every known device", offset)
                    .allMatch(device -> hasAcknowledged(device, reply));
        }
    }
}
