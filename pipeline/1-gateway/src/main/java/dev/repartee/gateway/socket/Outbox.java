package dev.repartee.gateway.socket;

import dev.repartee.contract.ErrorCode;
import dev.repartee.gateway.view.Json;
import io.vertx.core.Context;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.http.WebSocketInternal;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes frames to one client and knows how much of them it has not taken yet. Owned by the
 * connection's event loop.
 */
final class Outbox {

    /** How long a client may take to read what is left and to answer the close frame. */
    private static final long CLOSING_MILLIS = 3_000;

    private final ServerWebSocket socket;
    private final Context context;
    private final int bound;
    private int waiting;

    /**
     * @param bound most characters that may wait
     */
    Outbox(ServerWebSocket socket, Context context, int bound) {
        this.socket = socket;
        this.context = context;
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

    /**
     * Whether the client is behind or gone, so that what it can do without is not worth sending.
     */
    boolean behind() {
        return socket.isClosed() || socket.writeQueueFull();
    }

    /**
     * Says why and closes. A close frame waits behind what the client does not read, so after a
     * while the connection is cut.
     */
    void close(ErrorCode code, String reason) {
        socket.close((short) code.closeCode(), reason);
        context.owner().setTimer(CLOSING_MILLIS, timer -> cut());
    }

    private void cut() {
        if (socket instanceof WebSocketInternal internal) {
            internal.channelHandlerContext().close();
        }
    }
}
