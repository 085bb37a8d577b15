package dev.repartee.bench.stub;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/**
 * A model and an NLP service on the loopback interface: OpenAI's chat completions under {@code
 * /v1}, streamed or whole, and the analyser's {@code POST {text, language}} under {@code /nlp}.
 *
 * <p>An answer contains the first 64 characters of the message it answers. A message that starts
 * with {@code sleep <ms>} is answered whole after that time, one that starts with {@code fail} or
 * {@code poison} with 500.
 *
 * <p>One thread does everything, bytes are scanned and never parsed: what it costs must not blur
 * what is measured beside it. It is no general HTTP server: requests need a {@code Content-Length},
 * and those of one connection are answered one after the other.
 */
public final class StubServer implements AutoCloseable {

    private static final int BACKLOG = 4_096;

    private final EventLoopGroup group;
    private final EventLoop loop;
    private final Answerer answerer;
    private final Channel listening;

    private StubServer(EventLoopGroup group, EventLoop loop, Answerer answerer, Channel listening) {
        this.group = group;
        this.loop = loop;
        this.answerer = answerer;
        this.listening = listening;
    }

    /**
     * @param port 0 for any that is free
     * @throws IOException when the port is taken
     */
    public static StubServer start(StubBehaviour behaviour, int port) throws IOException {
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        EventLoop loop = group.next();
        Answerer answerer =
                new Answerer(new Wheel(loop), PooledByteBufAllocator.DEFAULT, behaviour);
        ServerBootstrap server =
                new ServerBootstrap()
                        .group(group)
                        .channel(NioServerSocketChannel.class)
                        .option(ChannelOption.SO_BACKLOG, BACKLOG)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childHandler(
                                new ChannelInitializer<SocketChannel>() {
                                    @Override
                                    protected void initChannel(SocketChannel channel) {
                                        channel.pipeline().addLast(new StubConnection(answerer));
                                    }
                                });
        var bound = server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        bound.awaitUninterruptibly();
        if (!bound.isSuccess()) {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            throw new IOException("Can't listen on port " + port, bound.cause());
        }
        return new StubServer(group, loop, answerer, bound.channel());
    }

    /** {@code http://127.0.0.1:PORT}. */
    public URI url() {
        InetSocketAddress address = (InetSocketAddress) listening.localAddress();
        return URI.create("http://127.0.0.1:" + address.getPort());
    }

    /** The base URL of the model. */
    public URI modelUrl() {
        return url().resolve("/v1");
    }

    /** Where texts are analysed. */
    public URI analyserUrl() {
        return url().resolve("/nlp");
    }

    public StubBehaviour behaviour() {
        return answerer.behaviour();
    }

    /** Changes how calls that come from now on are answered. */
    public void behaviour(StubBehaviour changed) {
        answerer.behaviour(changed);
    }

    public StubCounts counts() {
        return loop.submit(() -> answerer.tally().counts()).syncUninterruptibly().getNow();
    }

    /** Cuts every connection. */
    @Override
    public void close() {
        listening.close().syncUninterruptibly();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
