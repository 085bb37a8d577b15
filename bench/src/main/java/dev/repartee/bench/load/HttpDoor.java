package dev.repartee.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/v1/messages} on kept connections, one request at a time on each. A message that
 * finds none free waits here, and its latency counts from when it was due all the same.
 */
final class HttpDoor implements Door {
    private static final int ACCEPTED = 202;

    private final LoadPlan plan;
    private final Users users;
    private final EventLoop loop;
    private final Generator.Ends ends;
    private final List<Pool> pools = new ArrayList<>();
    private int opened;
    private int failedToOpen;
    private int lost;
    private boolean closed;

    HttpDoor(LoadPlan plan, Users users, EventLoop loop, Generator.Ends ends) {
        this.plan = plan;
        this.users = users;
        this.loop = loop;
        this.ends = ends;
        plan.gateways().forEach(gateway -> pools.add(new Pool(gateway)));
    }

    @Override
    public void prepare(Runnable ready) {
        ready.run();
    }

    @Override
    public void send(MessageStream.Outgoing message) {
        pools.get(message.user() % pools.size()).send(message);
    }

    @Override
    public void flush() {
        // Each request is flushed by itself, as separate clients would.
    }

    @Override
    public Connections connections() {
        return new Connections(opened, failedToOpen, lost);
    }

    @Override
    public void close() {
        closed = true;
        pools.forEach(pool -> pool.all.forEach(Channel::close));
    }

    /** The connections to one gateway. */
    private final class Pool {
        private final Deque<Connection> idle = new ArrayDeque<>();
        private final Deque<MessageStream.Outgoing> waiting = new ArrayDeque<>();
        private final List<Channel> all = new ArrayList<>();
        private final Bootstrap bootstrap;
        private final URI gateway;
        private int connecting;

        Pool(URI gateway) {
            this.gateway = gateway;
            this.bootstrap =
                    new Bootstrap()
                            .group(loop)
                            .channel(NioSocketChannel.class)
                            .option(ChannelOption.TCP_NODELAY, true)
                            .handler(
                                    new ChannelInitializer<Channel>() {
                                        @Override
                                        protected void initChannel(Channel channel) {
                                            channel.pipeline()
                                                    .addLast(new HttpResponseDecoder())
                                                    .addLast(new Connection(Pool.this));
                                        }
                                    });
        }

        void send(MessageStream.Outgoing message) {
            Connection free = idle.pollFirst();
            if (free != null) {
                free.send(message);
                return;
            }
            waiting.add(message);
            if (all.size() + connecting < plan.connections() / pools.size() + 1) {
                open();
            }
        }

        void free(Connection connection) {
            MessageStream.Outgoing next = waiting.pollFirst();
            if (next == null) {
                idle.addFirst(connection);
            } else {
                connection.send(next);
            }
        }

        private void open() {
            connecting++;
            bootstrap
                    .connect(gateway.getHost(), gateway.getPort())
                    .addListener(
                            future -> {
                                connecting--;
                                if (!future.isSuccess()) {
                                    failedToOpen++;
                                    fail();
                                }
                            });
        }

        /** Nobody to talk to: what waits has failed, unless another connection will take it. */
        private void fail() {
            if (all.isEmpty() && connecting == 0) {
                waiting.forEach(message -> message.stream().failed());
                waiting.clear();
            }
        }
    }

    /** One connection, and the message whose answer it waits for. */
    private final class Connection extends SimpleChannelInboundHandler<HttpObject> {
        private final Pool pool;
        private @Nullable Channel channel;
        private MessageStream.@Nullable Outgoing inFlight;
        private int status;
        private String code = "";

        Connection(Pool pool) {
            this.pool = pool;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            opened++;
            channel = context.channel();
            pool.all.add(context.channel());
            pool.free(this);
        }

        void send(MessageStream.Outgoing message) {
            Channel to = channel;
            if (to == null) {
                throw new IllegalStateException("not connected");
            }
            inFlight = message;
            ByteBuf request = to.alloc().ioBuffer(512);
            ByteBufUtil.writeAscii(request, request(message));
            to.writeAndFlush(request);
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
            if (part instanceof HttpResponse head) {
                status = head.status().code();
                code = "";
            }
            if (part instanceof HttpContent content && status != ACCEPTED) {
                String found = Frames.field(content.content(), Frames.CODE);
                code = found.isEmpty() ? code : found;
            }
            if (part instanceof LastHttpContent) {
                answered();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            pool.all.remove(context.channel());
            pool.idle.remove(this);
            if (!closed) {
                lost++;
            }
            if (inFlight != null) {
                inFlight.stream().failed();
                inFlight = null;
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }

        private void answered() {
            MessageStream.Outgoing message = inFlight;
            inFlight = null;
            if (message == null) {
                return;
            }
            if (status == ACCEPTED) {
                ends.accepted(message.stream(), message.number());
            } else {
                message.stream()
                        .refused(
                                message.number(),
                                code.isEmpty() ? Integer.toString(status) : code,
                                ends.elapsed());
            }
            pool.free(this);
        }

        private String request(MessageStream.Outgoing message) {
            LoadPlan.StreamPlan stream = message.stream().plan();
            String body =
                    "{\"userId\":\"%s\",\"requestId\":\"%s%d\",\"assistantId\":\"%s\",\"mode\":\"%s\",\"text\":\"%s\"}"
                            .formatted(
                                    users.name(message.user()),
                                    message.stream().prefix(),
                                    message.number(),
                                    stream.assistant(),
                                    stream.mode(),
                                    message.text());
            return "POST /api/v1/messages HTTP/1.1\r\nHost: "
                    + pool.gateway.getAuthority()
                    + "\r\nAuthorization: Bearer "
                    + plan.apiKey()
                    + "\r\nContent-Type: application/json\r\nContent-Length: "
                    + body.getBytes(StandardCharsets.US_ASCII).length
                    + "\r\n\r\n"
                    + body;
        }
    }
}
