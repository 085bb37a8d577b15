package dev.repartee.bench.stub;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One client's connection: reads requests and has them answered one after the other. */
final class StubConnection extends ChannelInboundHandlerAdapter {

    private final Answerer answerer;
    private final Inbox inbox = new Inbox();
    private @Nullable Channel channel;
    private @Nullable Exchange underWay;

    StubConnection(Answerer answerer) {
        this.answerer = answerer;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        channel = context.channel();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            inbox.add(bytes);
            answerNext();
        } catch (Inbox.Unreadable e) {
            refuse(e);
        } finally {
            bytes.release();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        Exchange interrupted = underWay;
        underWay = null;
        if (interrupted != null) {
            interrupted.abandon();
        }
    }

    /** A client that resets its connection is nothing that the stub could do anything about. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }

    void write(ByteBuf bytes) {
        Channel open = Objects.requireNonNull(channel);
        open.writeAndFlush(bytes, open.voidPromise());
    }

    /** The exchange under way has ended; the next request may have come meanwhile. */
    void finished() {
        underWay = null;
        try {
            answerNext();
        } catch (Inbox.Unreadable e) {
            refuse(e);
        }
    }

    private void answerNext() throws Inbox.Unreadable {
        while (underWay == null) {
            Inbox.Request request = inbox.first();
            if (request == null) {
                return;
            }
            underWay = answerer.answer(this, request);
            inbox.remove(request);
        }
    }

    private void refuse(Inbox.Unreadable cause) {
        Channel open = Objects.requireNonNull(channel);
        open.config().setAutoRead(false);
        open.writeAndFlush(
                        Wire.error(
                                open.alloc(),
                                "400 Bad Request",
                                "Connection: close\r\n",
                                String.valueOf(cause.getMessage())))
                .addListener(ChannelFutureListener.CLOSE);
    }
}
