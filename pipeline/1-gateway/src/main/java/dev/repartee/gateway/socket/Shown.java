package dev.repartee.gateway.socket;

import dev.repartee.contract.RequestId;
import dev.repartee.contract.event.ChatResult;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What one connection was shown: keeps results from being shown twice, deltas from coming late, and
 * the offsets that acknowledgements need. Bounded: the oldest are forgotten. Owned by the
 * connection's event loop.
 */
final class Shown {

    private static final int BOUND = 512;

    /** Most connections show a message or two. */
    private static final int EXPECTED = 2;

    private final Map<RequestId, Entry> results = bounded();
    private final Map<RequestId, Integer> attempts = bounded();
    private final Map<RequestId, Boolean> sent = bounded();
    private long highest = -1;

    private static final class Entry {
        private final Class<?> kind;
        private final long offset;
        private boolean acknowledged;

        Entry(Class<?> kind, long offset) {
            this.kind = kind;
            this.offset = offset;
        }
    }

    /** The client sent a message with this id; its result may be shown again. */
    void sentByClient(RequestId id) {
        sent.put(id, true);
        results.remove(id);
        attempts.remove(id);
    }

    /** A message came over this connection under an id that the gateway gave it. */
    void noteSent(RequestId id) {
        sent.put(id, true);
    }

    /** Whether the message came over this connection. */
    boolean wasSent(RequestId id) {
        return sent.containsKey(id);
    }

    /** Whether a delta is still of use: no result was shown, and no later attempt began. */
    boolean wantsDelta(RequestId id, int attempt) {
        if (results.containsKey(id) || attempt < attempts.getOrDefault(id, 0)) {
            return false;
        }
        attempts.put(id, attempt);
        return true;
    }

    /** Whether the result is new here. Another kind is new: a reply may follow a parked state. */
    boolean wantsResult(RequestId id, ChatResult result) {
        Entry entry = results.get(id);
        return entry == null || entry.kind != result.getClass();
    }

    /** Whether what must have been shown before was shown. */
    boolean reached(long offset) {
        return highest >= offset;
    }

    /** The result was written in its turn. */
    void show(RequestId id, ChatResult result, long offset) {
        showAgain(id, result, offset);
        highest = Math.max(highest, offset);
    }

    /**
     * The turn of a result came that is not shown, as its message has one: what follows may come.
     */
    void pass(long offset) {
        highest = Math.max(highest, offset);
    }

    /** The result was written because it was asked for again: it says nothing about others. */
    void showAgain(RequestId id, ChatResult result, long offset) {
        results.put(id, new Entry(result.getClass(), offset));
        attempts.remove(id);
    }

    /** The client has it; gives the offset to acknowledge, or nothing when it is not known. */
    OptionalLong acknowledge(RequestId id) {
        Entry entry = results.get(id);
        if (entry == null) {
            return OptionalLong.empty();
        }
        entry.acknowledged = true;
        return OptionalLong.of(entry.offset);
    }

    /** Whether the client has acknowledged a result of this message. */
    boolean isAcknowledged(RequestId id) {
        Entry entry = results.get(id);
        return entry != null && entry.acknowledged;
    }

    private static <V> Map<RequestId, V> bounded() {
        return new LinkedHashMap<>(EXPECTED) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<RequestId, V> eldest) {
                return size() > BOUND;
            }
        };
    }
}
