package dev.repartee.gateway.socket.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A wire without a network: what the client sends goes in as bytes, what it gets comes out. */
final class WireProbe implements WireListener, AutoCloseable {

    static final int LONGEST = 1_000;

    final EmbeddedChannel channel = new EmbeddedChannel();
    final Wire wire = new Wire(channel, LONGEST);
    final List<String> texts = new ArrayList<>();
    final List<String> told = new ArrayList<>();

    WireProbe() {
        channel.freezeTime();
        channel.pipeline()
                .addLast(
                        new WebSocket13FrameDecoder(
                                WebSocketDecoderConfig.newBuilder()
                                        .maxFramePayloadLength(LONGEST)
                                        .closeOnProtocolViolation(false)
                                        .build()))
                .addLast(wire);
        wire.listen(this);
    }

    /** One segment of the network. */
    WireProbe receive(byte[]... frames) {
        channel.writeInbound(Unpooled.wrappedBuffer(ClientFrames.join(frames)));
        channel.runPendingTasks();
        return this;
    }

    /** All bytes that left since the last call. */
    byte[] sent() {
        channel.runPendingTasks();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (ByteBuf each = channel.readOutbound(); each != null; each = channel.readOutbound()) {
            bytes.writeBytes(ByteBufUtil.getBytes(each));
            each.release();
        }
        return bytes.toByteArray();
    }

    /** Lets time pass. */
    void pass(long millis) {
        channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }

    /** The code of the close frame that left. */
    int closeCode() {
        ByteBuffer frame = ByteBuffer.wrap(sent());
        return frame.get() == (byte) 0x88 && frame.get() >= 2 ? frame.getShort() & 0xffff : -1;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void text(String message) {
        if (message.equals("boom")) {
            throw new IllegalStateException(message);
        }
        texts.add(message);
    }

    @Override
    public void alive() {
        told.add("alive");
    }

    @Override
    public void unwelcome(String detail) {
        told.add(detail);
        wire.close(4203, detail);
    }

    @Override
    public void broken(int closeCode, String detail) {
        told.add("broken " + closeCode);
        wire.close(closeCode, detail);
    }

    @Override
    public void failed(Throwable failure) {
        told.add("failed " + failure.getMessage());
    }

    @Override
    public void closed() {
        told.add("closed");
    }

    @Override
    public void close() {
        wire.close(1000, "");
        pass(60_000);
        channel.finishAndReleaseAll();
    }
}
