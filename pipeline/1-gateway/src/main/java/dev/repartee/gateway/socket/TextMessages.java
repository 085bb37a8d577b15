package dev.repartee.gateway.socket;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import org.jspecify.annotations.Nullable;

/**
 * Puts the fragments of a client's text messages together, up to a bound. Owned by the connection's
 * event loop.
 *
 * <p>Vert.x can do that, too, but fails for a message whose first fragment is empty, which RFC 6455
 * allows.
 */
final class TextMessages implements Handler<WebSocketFrame> {

    private final int longest;
    private final Handler<String> messages;
    private final Handler<String> violations;
    private @Nullable Buffer fragments;

    /**
     * @param longest most bytes of a message
     * @param messages is told each whole message
     * @param violations is told what else came, once
     */
    TextMessages(int longest, Handler<String> messages, Handler<String> violations) {
        this.longest = longest;
        this.messages = messages;
        this.violations = violations;
    }

    @Override
    public void handle(WebSocketFrame frame) {
        if (frame.isText() && frame.isFinal()) {
            messages.handle(frame.textData());
        } else if (frame.isText()) {
            fragments = Buffer.buffer();
            append(frame);
        } else if (frame.isContinuation()) {
            append(frame);
        } else if (frame.isBinary()) {
            violations.handle("frames must be text");
        }
    }

    private void append(WebSocketFrame frame) {
        Buffer message = fragments;
        if (message == null) {
            return;
        }
        message.appendBytes(frame.binaryData().getBytes());
        if (message.length() > longest) {
            fragments = null;
            violations.handle("the message is too large");
        } else if (frame.isFinal()) {
            fragments = null;
            messages.handle(message.toString());
        }
    }
}
