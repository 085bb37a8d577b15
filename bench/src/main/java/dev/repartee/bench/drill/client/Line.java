package dev.repartee.bench.drill.client;

import dev.repartee.bench.drill.ledger.Entry;
import dev.repartee.bench.drill.ledger.Entry.Identity;
import dev.repartee.bench.drill.ledger.Entry.Passage;
import io.vertx.core.http.WebSocket;
import io.vertx.core.internal.http.WebSocketInternal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One open WebSocket of a device. All of it belongs to the device's event loop. */
final class Line {

    /** Fewer than a gateway takes from one connection at once. */
    private static final int MOST_AWAITED = 32;

    private final WebSocket socket;
    private final int door;
    private final long number;
    private final Map<String, Entry> awaited = new LinkedHashMap<>();
    private long place;

    Line(WebSocket socket, int door, long number) {
        this.socket = socket;
        this.door = door;
        this.number = number;
    }

    int door() {
        return door;
    }

    long number() {
        return number;
    }

    boolean hasRoom() {
        return awaited.size() < MOST_AWAITED;
    }

    boolean isQuiet() {
        return awaited.isEmpty();
    }

    /** Sends a message; its answer is awaited from now on. */
    Passage send(Entry entry, String assistant) {
        Identity identity = entry.identity();
        awaited.put(entry.requestId(), entry);
        write(
                JsonMapper.shared()
                        .createObjectNode()
                        .put("type", "message")
                        .put("requestId", entry.requestId())
                        .put("conversationId", identity.conversation())
                        .put("assistantId", assistant)
                        .put("text", identity.text()));
        return new Passage(number, place++);
    }

    void acknowledge(String requestId) {
        write(
                JsonMapper.shared()
                        .createObjectNode()
                        .put("type", "ack")
                        .put("requestId", requestId));
    }

    /** The message that an answer is about, which is not awaited any more. */
    Optional<Entry> answered(String requestId) {
        return Optional.ofNullable(awaited.remove(requestId));
    }

    /** Awaits nothing any more; gives what was sent and not answered, in that order. */
    List<Entry> abandon() {
        List<Entry> unanswered = List.copyOf(awaited.values());
        awaited.clear();
        return unanswered;
    }

    void close() {
        socket.close();
    }

    /** Ends the connection without a closing frame. */
    void vanish() {
        ((WebSocketInternal) socket).channelHandlerContext().channel().close();
    }

    private void write(ObjectNode frame) {
        if (!socket.isClosed()) {
            socket.writeTextMessage(frame.toString());
        }
    }
}
