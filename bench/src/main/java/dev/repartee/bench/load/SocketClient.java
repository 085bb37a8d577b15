package dev.repartee.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One user's WebSocket: sends messages, acknowledges replies, keeps account of what it showed. */
final class SocketClient extends SimpleChannelInboundHandler<Object> {
    private static final int LARGEST_FRAME = 256 * 1024;
    private static final int CLOSE_MILLIS = 5_000;
    private static final int LARGEST_HANDSHAKE = 8 * 1024;
    private static final int REMEMBERED = 64;

    private final URI gateway;
    private final String user;
    private final LoadPlan plan;
    private final EventLoop loop;
    private final Generator.Ends ends;
    private final SocketDoor.Events events;
    private final WebSocketClientHandshaker handshaker;
    private final Deque<MessageStream.Outgoing> waiting = new ArrayDeque<>();
    private final Set<String> open = new HashSet<>(4);
    private final Set<String> shown = new HashSet<>(4);
    private @Nullable Channel channel;
    private boolean ready;
    private boolean told;
    private String broken = "closed by the other side";

    SocketClient(
            URI gateway,
            String user,
            LoadPlan plan,
            EventLoop loop,
            Generator.Ends ends,
            SocketDoor.Events events) {
        this.gateway = gateway;
        this.user = user;
        this.plan = plan;
        this.loop = loop;
        this.ends = ends;
        this.events = events;
        HttpHeaders headers =
                new DefaultHttpHeaders().set("Authorization", "Bearer " + plan.apiKey());
        this.handshaker =
                WebSocketClientHandshakerFactory.newHandshaker(
                        URI.create("ws://" + gateway.getAuthority() + "/api/v1/ws?userId=" + user),
                        WebSocketVersion.V13,
                        null,
                        false,
                        headers,
                        LARGEST_FRAME,
                        true,
                        false,
                        CLOSE_MILLIS,
                        false,
                        false);
    }

    void connect() {
        new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(
                        new ChannelInitializer<Channel>() {
                            @Override
                            protected void initChannel(Channel made) {
                                made.pipeline()
                                        .addLast(new HttpClientCodec())
                                        .addLast(new HttpObjectAggregator(LARGEST_HANDSHAKE))
                                        .addLast(SocketClient.this);
                            }
                        })
                .connect(gateway.getHost(), gateway.getPort())
                .addListener(
                        future -> {
                            if (!future.isSuccess()) {
                                failWaiting();
                                events.refused(String.valueOf(future.cause()));
                            }
                        });
    }

    /** Writes when connected, else as soon as it is. */
    void send(MessageStream.Outgoing message) {
        if (ready && channel != null) {
            open.add(id(message));
            channel.write(frame(message));
        } else {
            waiting.add(message);
        }
    }

    void flush() {
        if (channel != null) {
            channel.flush();
        }
    }

    /** Whether nobody would miss the connection at this moment. */
    boolean idle() {
        return ready && open.isEmpty() && waiting.isEmpty();
    }

    void close() {
        told = true;
        if (channel != null) {
            channel.close();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        channel = context.channel();
        handshaker.handshake(context.channel());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, Object message) {
        switch (message) {
            case FullHttpResponse response -> shakeHands(context, response);
            case TextWebSocketFrame text -> read(context, text.content());
            case PingWebSocketFrame ping ->
                    context.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
            case CloseWebSocketFrame _ -> context.close();
            default -> {}
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (!told) {
            told = true;
            failWaiting();
            // What was sent may still be answered: the reply waits for the user's next connection.
            if (ready) {
                events.lost(this);
            } else {
                events.refused(broken);
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        broken = cause.toString();
        context.close();
    }

    private void shakeHands(ChannelHandlerContext context, FullHttpResponse response) {
        try {
            handshaker.finishHandshake(context.channel(), response);
        } catch (WebSocketHandshakeException refused) {
            broken = refused.toString();
            context.close();
            return;
        }
        ready = true;
        events.open();
        while (!waiting.isEmpty()) {
            send(waiting.removeFirst());
        }
        context.flush();
    }

    private void read(ChannelHandlerContext context, ByteBuf json) {
        String type = Frames.field(json, Frames.TYPE);
        String id = Frames.field(json, Frames.REQUEST_ID);
        if (!id.startsWith(plan.run() + "-")) {
            return;
        }
        int dash = id.indexOf('-', plan.run().length() + 1);
        MessageStream stream = ends.stream(Integer.parseInt(id, plan.run().length() + 1, dash, 10));
        int number = Integer.parseInt(id, dash + 1, id.length(), 10);
        switch (type) {
            case "accepted" -> ends.accepted(stream, number);
            case "delta" -> stream.delta(number, ends.elapsed());
            case "reply", "status" -> {
                open.remove(id);
                boolean again = !shown.add(id);
                if (shown.size() > REMEMBERED) {
                    shown.clear();
                    shown.add(id);
                }
                ends.finished(stream, number, belongs(stream, number, type, json), again);
                context.writeAndFlush(
                        new TextWebSocketFrame("{\"type\":\"ack\",\"requestId\":\"" + id + "\"}"));
            }
            case "error" -> {
                open.remove(id);
                stream.refused(number, Frames.field(json, Frames.CODE), ends.elapsed());
            }
            default -> {}
        }
    }

    /** The model stub says the text back, so its reply must hold the message's number. */
    private static boolean belongs(MessageStream stream, int number, String type, ByteBuf json) {
        return stream.plan().text() != TextKind.UNIQUE
                || !type.equals("reply")
                || Frames.contains(json, Frames.TEXT, "#" + number + " ");
    }

    private void failWaiting() {
        waiting.forEach(message -> message.stream().failed());
        waiting.clear();
    }

    private TextWebSocketFrame frame(MessageStream.Outgoing message) {
        LoadPlan.StreamPlan stream = message.stream().plan();
        String json =
                "{\"type\":\"message\",\"requestId\":\""
                        + id(message)
                        + "\",\"assistantId\":\""
                        + stream.assistant()
                        + "\",\"mode\":\""
                        + stream.mode()
                        + "\",\"text\":\""
                        + message.text()
                        + "\"}";
        return new TextWebSocketFrame(ByteBufUtil.writeAscii(ByteBufAllocator.DEFAULT, json));
    }

    private static String id(MessageStream.Outgoing message) {
        return message.stream().prefix() + message.number();
    }
}
