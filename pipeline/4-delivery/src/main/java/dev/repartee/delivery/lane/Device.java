package dev.repartee.delivery.lane;

import dev.repartee.contract.GatewayId;
import dev.repartee.delivery.pending.DeviceCursor;
import dev.repartee.redis.Presence;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** One of a user's devices: how far it has read, and the sockets that it is there with. */
final class Device {

    /** A socket and when, in the lane's count of events, it was heard of last. */
    private record Heard(GatewayId gateway, long at) {}

    private static final int MOST_SOCKETS = 16;
    private static final int MOST_BEYOND_CURSOR = 1_000;

    final String name;

    /** Everything up to here was acknowledged. */
    long cursor;

    Instant seenAt;

    /** When cursor and {@code seenAt} are to be saved. */
    Instant saveAt = Instant.MAX;

    /** Whether the store has it, as it was some time ago. */
    boolean stored;

    /** The last reply that was pushed since pushing began from the cursor. */
    long pushedThrough = -1;

    /** Pushes from the cursor without progress. */
    int tries;

    /** When pushing begins from the cursor again. */
    Instant retryAt = Instant.MAX;

    /** What was acknowledged while something before it was not. */
    private final TreeSet<Long> beyondCursor = new TreeSet<>();

    private final Map<String, Heard> sockets = new LinkedHashMap<>();

    Device(String name, long cursor, Instant seenAt) {
        this.name = name;
        this.cursor = cursor;
        this.seenAt = seenAt;
    }

    boolean connected() {
        return !sockets.isEmpty();
    }

    Set<GatewayId> gateways() {
        return sockets.values().stream().map(Heard::gateway).collect(Collectors.toSet());
    }

    /** Whether the reply is still to be shown on it. */
    boolean needs(Item item) {
        return item.offset() > cursor && !beyondCursor.contains(item.offset());
    }

    /** Takes an acknowledgement; one too many beyond a gap is ignored, and comes again. */
    void acknowledge(Item item) {
        if (beyondCursor.size() < MOST_BEYOND_CURSOR) {
            beyondCursor.add(item.offset());
        }
    }

    void advance(long offset) {
        cursor = offset;
        beyondCursor.headSet(offset, true).clear();
    }

    /** Adds a socket; returns whether it is a new one. */
    boolean open(Presence.Connection connection, long at) {
        String socket = socket(connection.gateway(), connection.connectionId());
        if (sockets.size() >= MOST_SOCKETS && !sockets.containsKey(socket)) {
            sockets.remove(sockets.keySet().iterator().next());
        }
        return sockets.put(socket, new Heard(connection.gateway(), at)) == null;
    }

    boolean close(GatewayId gateway, String connectionId) {
        return sockets.remove(socket(gateway, connectionId)) != null;
    }

    /** Forgets sockets that were not heard of since; returns whether there were any. */
    boolean closeUnheard(long since) {
        return sockets.values().removeIf(heard -> heard.at() < since);
    }

    /** Begins to push from the cursor. */
    void rewind() {
        pushedThrough = cursor;
        retryAt = Instant.MAX;
    }

    /** The same, as if nothing had been tried before. */
    void beginAnew() {
        tries = 0;
        rewind();
    }

    void saveBy(Instant due) {
        if (due.isBefore(saveAt)) {
            saveAt = due;
        }
    }

    DeviceCursor snapshot() {
        return new DeviceCursor(name, cursor, seenAt);
    }

    private static String socket(GatewayId gateway, String connectionId) {
        return gateway + "/" + connectionId;
    }
}
