package dev.repartee.bench.fuzz.remote;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Frames of RFC 6455, right ones and wrong ones. */
final class Frames {

    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int SHORT = 126;
    private static final int LONG = 127;
    private static final int LONGEST = 4 * 1024 * 1024;

    private Frames() {}

    /** What a server sent. */
    record Frame(int opcode, byte[] payload) {

        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        /** The code of a close frame, 1005 without one. */
        int closeCode() {
            return payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xffff;
        }
    }

    /** A frame as a client must write it. */
    static byte[] client(int opcode, byte[] payload, RandomGenerator random) {
        return frame(FINAL | opcode, payload, random);
    }

    /** A frame that breaks the protocol, or strains it. */
    static byte[] wrong(byte[] payload, RandomGenerator random) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        switch (random.nextInt(12)) {
            case 0 -> all.writeBytes(frame(FINAL | 0x40 | TEXT, payload, random));
            case 1 -> all.writeBytes(frame(FINAL | 3 + random.nextInt(5), payload, random));
            case 2 -> all.writeBytes(frame(FINAL | 11 + random.nextInt(5), payload, random));
            case 3 -> all.writeBytes(frame(FINAL, payload, random));
            case 4 -> all.writeBytes(unmasked(payload));
            case 5 -> {
                all.writeBytes(frame(TEXT, payload, random));
                all.writeBytes(client(PING, new byte[0], random));
                all.writeBytes(frame(FINAL, new byte[0], random));
            }
            case 6 -> {
                all.writeBytes(frame(TEXT, payload, random));
                all.writeBytes(client(TEXT, payload, random));
            }
            case 7 -> all.writeBytes(new byte[] {(byte) (FINAL | TEXT), (byte) 0xff, 0x7f, 0, 0});
            case 8 -> all.writeBytes(client(PING, new byte[126 + random.nextInt(500)], random));
            case 9 -> {
                byte[] close = new byte[random.nextInt(4)];
                random.nextBytes(close);
                all.writeBytes(client(CLOSE, close, random));
            }
            case 10 -> all.writeBytes(client(BINARY, payload, random));
            default -> all.writeBytes(client(TEXT, broken(payload), random));
        }
        return all.toByteArray();
    }

    /** The next frame of a server; null at the end. */
    static @Nullable Frame read(InputStream in) throws IOException {
        int first = in.read();
        int second = in.read();
        if (first < 0 || second < 0) {
            return null;
        }
        long length = second & 0x7f;
        if (length == SHORT) {
            length = ByteBuffer.wrap(in.readNBytes(2)).getShort() & 0xffff;
        } else if (length == LONG) {
            length = ByteBuffer.wrap(in.readNBytes(8)).getLong();
        }
        if (length < 0 || length > LONGEST || (second & MASKED) != 0) {
            throw new IOException("a server's frame is masked or far too long");
        }
        return new Frame(first & 0x0f, in.readNBytes((int) length));
    }

    private static byte[] broken(byte[] payload) {
        byte[] broken = new byte[payload.length + 2];
        System.arraycopy(payload, 0, broken, 0, payload.length);
        broken[payload.length] = (byte) 0xc3;
        broken[payload.length + 1] = (byte) 0x28;
        return broken;
    }

    private static byte[] unmasked(byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(FINAL | TEXT);
        frame.write(Math.min(payload.length, SHORT - 1));
        frame.write(payload, 0, Math.min(payload.length, SHORT - 1));
        return frame.toByteArray();
    }

    private static byte[] frame(int first, byte[] payload, RandomGenerator random) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
        frame.put((byte) first);
        if (payload.length < SHORT) {
            frame.put((byte) (MASKED | payload.length));
        } else if (payload.length < 1 << 16) {
            frame.put((byte) (MASKED | SHORT)).putShort((short) payload.length);
        } else {
            frame.put((byte) (MASKED | LONG)).putLong(payload.length);
        }
        byte[] mask = new byte[4];
        random.nextBytes(mask);
        frame.put(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ mask[i % 4]));
        }
        byte[] bytes = new byte[frame.position()];
        frame.flip().get(bytes);
        return bytes;
    }
}
