package dev.repartee.gateway.socket;

import dev.repartee.gateway.view.Json;
import io.vertx.core.http.ServerWebSocket;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes frames to one client and knows how much of them it has not taken yet. Owned by the
 * connection's event loop.
 */
final class Outbox {

    private final ServerWebSocket socket;
    private final int bound;
    private int waiting;

    /**
     * @param bound most characters that may wait
     */
    Outbox(ServerWebSocket socket, int bound) {
        this.socket = socket;
        this.bound = bound;
    }

    /** Writes a frame; false, and nothing is written, when too much waits already. */
    boolean write(ObjectNode frame) {
        String text = Json.text(frame);
        if (waiting + text.length() > bound) {
            return false;
        }
        waiting += text.length();
        socket.writeTextMessage(text).onComplete(done -> waiting -= text.length());
        return true;
    }

    /** Whether the client is behind, so that what it can do without is not worth sending. */
    boolean behind() {
        return socket.writeQueueFull();
    }
}
