package dev.repartee.gateway.socket.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One open WebSocket: the last handler of its pipeline, behind Netty's frame decoder, which sees to
 * masks, lengths and opcodes.
 *
 * <p>It holds nothing between frames but a few fields, so that an idle connection costs little.
 * Everything but {@link #execute} is to be called on the connection's event loop. What is written
 * is flushed once the event loop has done what was waiting, so that frames that belong together
 * leave together.
 */
public final class Wire extends ChannelDuplexHandler {

    /** How long a client may take to read what is left and to answer the close frame. */
    private static final long CLOSING_MILLIS = 3_000;

    private final Channel channel;
    private final int longest;
    private @Nullable WireListener listener;
    private @Nullable Fragments fragments;
    private boolean closing;
    private boolean flushDue;

    /**
     * @param longest most bytes of a message of the client, and of a frame of ours
     */
    Wire(Channel channel, int longest) {
        this.channel = channel;
        this.longest = longest;
    }

    /**
     * From now on the listener is told what the client does. To be called before the event loop
     * does anything else, unless the connection is closed instead.
     */
    public void listen(WireListener to) {
        listener = to;
    }

    /** The event loop that owns the connection. */
    public EventLoop loop() {
        return channel.eventLoop();
    }

    /** Runs it on the event loop, after what was given before. Callable on any thread. */
    public void execute(Runnable task) {
        channel.eventLoop().execute(task);
    }

    /**
     * Whether the client reads too slowly or is gone, so that what it can do without is not worth
     * sending.
     */
    public boolean behind() {
        return closing || !channel.isWritable();
    }

    /**
     * Writes a text message; once closing, nothing is written.
     *
     * @param left called when the message has left or never will
     */
    public void write(String message, Runnable left) {
        if (closing) {
            left.run();
            return;
        }
        ByteBuf frame = ServerFrames.text(channel.alloc(), message, longest);
        channel.write(frame).addListener(_ -> left.run());
        flushSoon();
    }

    /** Asks the client for a sign of life. */
    public void ping() {
        if (!behind()) {
            channel.write(ServerFrames.ping(channel.alloc()));
            flushSoon();
        }
    }

    /**
     * Says why and closes. A close frame waits behind what the client does not read, so after a
     * while the connection is cut.
     */
    public void close(int code, String reason) {
        if (!closing) {
            say(ServerFrames.close(channel.alloc(), code, reason));
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        try {
            if (message instanceof WebSocketFrame frame) {
                read(context, frame);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        closing = true;
        fragments = null;
        if (listener != null) {
            listener.closed();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        switch (cause) {
            case CorruptedWebSocketFrameException corrupted ->
                    broken(corrupted.closeStatus(), "the frame is not valid or too large");
            case CharacterCodingException _ ->
                    broken(WebSocketCloseStatus.INVALID_PAYLOAD_DATA, "the text is no UTF-8");
            case IOException _ -> context.close();
            case DecoderException _ -> context.close();
            default -> listener().failed(cause);
        }
    }

    /** When somebody else closes the connection, such as a server that ends, the client is told. */
    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        channel.closeFuture().addListener(_ -> promise.trySuccess());
        close(WebSocketCloseStatus.ENDPOINT_UNAVAILABLE.code(), "");
    }

    private void read(ChannelHandlerContext context, WebSocketFrame frame) throws IOException {
        if (frame instanceof CloseWebSocketFrame) {
            answerClose(context, frame.content());
        } else if (!closing) {
            switch (frame) {
                case TextWebSocketFrame text -> text(text);
                case ContinuationWebSocketFrame more -> add(more);
                case BinaryWebSocketFrame _ -> listener().unwelcome("frames must be text");
                case PingWebSocketFrame ping -> answerPing(ping.content());
                case PongWebSocketFrame _ -> listener().alive();
                default -> {}
            }
        }
    }

    private void text(WebSocketFrame frame) throws CharacterCodingException {
        if (frame.isFinalFragment()) {
            listener().text(Utf8.text(ByteBufUtil.getBytes(frame.content())));
        } else {
            fragments = new Fragments(longest);
            add(frame);
        }
    }

    private void add(WebSocketFrame frame) throws CharacterCodingException {
        Fragments message = fragments;
        if (message == null) {
            return;
        }
        if (!message.add(frame.content())) {
            fragments = null;
            listener().unwelcome("the message is too large");
        } else if (frame.isFinalFragment()) {
            fragments = null;
            listener().text(message.text());
        }
    }

    /** One that does not read its answers gets no more of them. */
    private void answerPing(ByteBuf payload) {
        listener().alive();
        if (!behind()) {
            channel.write(ServerFrames.pong(channel.alloc(), payload));
            flushSoon();
        }
    }

    private void answerClose(ChannelHandlerContext context, ByteBuf payload) {
        if (closing) {
            context.close();
        } else {
            say(ServerFrames.close(channel.alloc(), payload)).addListener(_ -> context.close());
        }
    }

    private void broken(WebSocketCloseStatus status, String detail) {
        if (!closing) {
            fragments = null;
            listener().broken(status.code(), detail);
        }
    }

    private ChannelFuture say(ByteBuf close) {
        closing = true;
        fragments = null;
        channel.eventLoop().schedule(this::cut, CLOSING_MILLIS, TimeUnit.MILLISECONDS);
        return channel.writeAndFlush(close);
    }

    private void cut() {
        ChannelHandlerContext context = channel.pipeline().context(this);
        if (context != null) {
            context.close();
        }
    }

    private void flushSoon() {
        if (!flushDue) {
            flushDue = true;
            execute(this::flush);
        }
    }

    private void flush() {
        flushDue = false;
        channel.flush();
    }

    private WireListener listener() {
        return Objects.requireNonNull(listener);
    }
}
