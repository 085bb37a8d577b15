package dev.repartee.gateway.socket.wire;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.WebSocketFrameEncoder;
import io.netty.handler.stream.ChunkedWriteHandler;
import io.netty.handler.timeout.IdleStateHandler;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.http.WebSocketInternal;

/**
 * Takes a connection off Vert.x once its handshake is done. What Vert.x holds for a WebSocket (two
 * queues of 1,024 places, timers, the request) is several times what Netty does, and is let go.
 */
public final class Takeover {

    private static final String NAME = "wire";

    private Takeover() {}

    /**
     * To be called when the handshake was just accepted, on the event loop, so that no frame comes
     * in between.
     *
     * @param longest most bytes of a message of the client, and of a frame of ours
     */
    public static Wire of(ServerWebSocket socket, int longest) {
        ChannelHandlerContext vertx = ((WebSocketInternal) socket).channelHandlerContext();
        Channel channel = vertx.channel();
        Wire wire = new Wire(channel, longest);
        ChannelPipeline pipeline = vertx.pipeline();
        pipeline.replace(vertx.name(), NAME, wire);
        remove(pipeline, WebSocketFrameEncoder.class);
        remove(pipeline, ChunkedWriteHandler.class);
        remove(pipeline, IdleStateHandler.class);
        channel.config().setAutoRead(true);
        return wire;
    }

    private static void remove(
            ChannelPipeline pipeline, Class<? extends ChannelHandler> unnecessary) {
        if (pipeline.get(unnecessary) != null) {
            pipeline.remove(unnecessary);
        }
    }
}
