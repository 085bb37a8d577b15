package dev.repartee.gateway.socket;

import dev.repartee.gateway.socket.wire.Wire;
import dev.repartee.gateway.view.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes frames to one client and knows how much of them it has not taken yet. Owned by the
 * connection's event loop.
 */
final class Outbox {

    private final Wire wire;
    private final int bound;
    private int waiting;

    /**
     * @param bound most characters that may wait
     */
    Outbox(Wire wire, int bound) {
        this.wire = wire;
        this.bound = bound;
    }

    /** Writes a frame; false, and nothing is written, when too much waits already. */
    boolean write(ObjectNode frame) {
        String text = Json.text(frame);
        if (waiting + text.length() > bound) {
            return false;
        }
        waiting += text.length();
        wire.write(text, () -> waiting -= text.length());
        return true;
    }
}
