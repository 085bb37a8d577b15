package dev.repartee.gateway.socket.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The bytes that a client sends, right and wrong. */
final class ClientFrames {

    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final byte[] MASK = {0x37, (byte) 0xfa, 0x21, 0x3d};

    private ClientFrames() {}

    static byte[] text(String text) {
        return frame(TEXT, true, text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] close(int code) {
        return frame(CLOSE, true, ByteBuffer.allocate(2).putShort((short) code).array());
    }

    static byte[] frame(int opcode, boolean last, byte... payload) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head(opcode, last, payload.length, true));
        bytes.writeBytes(MASK);
        for (int i = 0; i < payload.length; i++) {
            bytes.write(payload[i] ^ MASK[i % MASK.length]);
        }
        return bytes.toByteArray();
    }

    static byte[] unmasked(int opcode, byte... payload) {
        return join(head(opcode, true, payload.length, false), payload);
    }

    /** The head alone; what it announces is never sent. */
    static byte[] head(int opcode, boolean last, long length, boolean masked) {
        ByteBuffer head = ByteBuffer.allocate(10);
        int mask = masked ? 0x80 : 0;
        head.put((byte) (opcode | (last ? 0x80 : 0)));
        if (length <= 125) {
            head.put((byte) (mask | length));
        } else if (length <= 0xffff) {
            head.put((byte) (mask | 126)).putShort((short) length);
        } else {
            head.put((byte) (mask | 127)).putLong(length);
        }
        byte[] bytes = new byte[head.position()];
        head.flip().get(bytes);
        return bytes;
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }
}
