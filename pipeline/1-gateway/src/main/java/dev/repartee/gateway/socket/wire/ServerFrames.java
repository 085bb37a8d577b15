package dev.repartee.gateway.socket.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;

/**
 * The frames of a server, which are not masked, each in one buffer with its header: a pipeline then
 * needs no encoder, and a frame no second buffer.
 */
final class ServerFrames {

    private static final int CONTINUATION = 0x0;
    private static final int TEXT = 0x1;
    private static final int CLOSE = 0x8;
    private static final int PING = 0x9;
    private static final int PONG = 0xA;

    private static final int FINAL = 0x80;
    private static final int LONGEST_HEADER = 10;
    private static final int SHORT = 125;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;
    private static final int LARGEST_IN_TWO_BYTES = 0xFFFF;
    private static final int LONGEST_REASON = SHORT - Short.BYTES;

    private ServerFrames() {}

    /**
     * A text message.
     *
     * @param longest most bytes of one frame; a longer message is sent in several
     */
    static ByteBuf text(ByteBufAllocator buffers, String message, int longest) {
        int length = ByteBufUtil.utf8Bytes(message);
        if (length > longest) {
            return fragments(buffers, message.getBytes(StandardCharsets.UTF_8), longest);
        }
        ByteBuf frame = buffers.ioBuffer(LONGEST_HEADER + length);
        head(frame, FINAL | TEXT, length);
        ByteBufUtil.reserveAndWriteUtf8(frame, message, length);
        return frame;
    }

    private static ByteBuf fragments(ByteBufAllocator buffers, byte[] message, int longest) {
        int count = message.length / longest + 1;
        ByteBuf frames = buffers.ioBuffer(message.length + count * LONGEST_HEADER);
        for (int from = 0; from < message.length; from += longest) {
            int length = Math.min(longest, message.length - from);
            int first = from == 0 ? TEXT : CONTINUATION;
            head(frames, from + length == message.length ? FINAL | first : first, length);
            frames.writeBytes(message, from, length);
        }
        return frames;
    }

    static ByteBuf ping(ByteBufAllocator buffers) {
        return control(buffers, PING, new byte[0]);
    }

    /** The answer to a ping, which holds what the ping held. */
    static ByteBuf pong(ByteBufAllocator buffers, ByteBuf ping) {
        return control(buffers, PONG, ByteBufUtil.getBytes(ping));
    }

    /** The answer to a close frame, which holds what the other held. */
    static ByteBuf close(ByteBufAllocator buffers, ByteBuf close) {
        return control(buffers, CLOSE, ByteBufUtil.getBytes(close));
    }

    /** A reason that does not fit is cut. */
    static ByteBuf close(ByteBufAllocator buffers, int code, String reason) {
        byte[] bytes = reason.getBytes(StandardCharsets.UTF_8);
        int length = whole(bytes, LONGEST_REASON);
        ByteBuf frame = buffers.ioBuffer(LONGEST_HEADER + Short.BYTES + length);
        head(frame, FINAL | CLOSE, Short.BYTES + length);
        return frame.writeShort(code).writeBytes(bytes, 0, length);
    }

    private static ByteBuf control(ByteBufAllocator buffers, int opcode, byte[] payload) {
        ByteBuf frame = buffers.ioBuffer(LONGEST_HEADER + payload.length);
        head(frame, FINAL | opcode, payload.length);
        return frame.writeBytes(payload);
    }

    private static void head(ByteBuf frame, int first, int length) {
        frame.writeByte(first);
        if (length <= SHORT) {
            frame.writeByte(length);
        } else if (length <= LARGEST_IN_TWO_BYTES) {
            frame.writeByte(TWO_BYTES).writeShort(length);
        } else {
            frame.writeByte(EIGHT_BYTES).writeLong(length);
        }
    }

    /** The most bytes within the bound that end with a whole character. */
    private static int whole(byte[] utf8, int most) {
        int length = Math.min(utf8.length, most);
        while (length < utf8.length && (utf8[length] & 0xC0) == 0x80) {
            length--;
        }
        return length;
    }
}
