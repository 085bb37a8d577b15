package dev.repartee.bench.stub;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;

/** Writes HTTP/1.1. */
final class Wire {

    private static final byte[] EVENTS =
            bytes(
                    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                            + "Transfer-Encoding: chunked\r\n\r\n");
    private static final byte[] ENDLESS =
            bytes(
                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                            + "Transfer-Encoding: chunked\r\n\r\n");
    private static final byte[] JSON =
            bytes("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ");
    private static final byte[] HEAD_END = bytes("\r\n\r\n");
    private static final byte[] LINE_END = bytes("\r\n");
    private static final byte[] LAST_CHUNK = bytes("0\r\n\r\n");

    private Wire() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A complete answer with a JSON body of these parts. */
    static ByteBuf json(ByteBufAllocator buffers, byte[]... parts) {
        int length = length(parts);
        ByteBuf out = buffers.ioBuffer(JSON.length + 16 + length);
        out.writeBytes(JSON);
        digits(out, length, 10);
        out.writeBytes(HEAD_END);
        write(out, parts);
        return out;
    }

    /**
     * A complete answer that is an error.
     *
     * @param headers each with its line end
     */
    static ByteBuf error(ByteBufAllocator buffers, String status, String headers, String message) {
        String body =
                "{\"error\":{\"message\":\"%s\",\"type\":\"stub\",\"code\":null}}"
                        .formatted(message);
        ByteBuf out = buffers.ioBuffer(256 + body.length());
        out.writeCharSequence(
                "HTTP/1.1 %s\r\nContent-Type: application/json\r\n%sContent-Length: %d\r\n\r\n%s"
                        .formatted(status, headers, body.length(), body),
                StandardCharsets.UTF_8);
        return out;
    }

    static void beginEvents(ByteBuf out) {
        out.writeBytes(EVENTS);
    }

    /** Of a JSON body whose length is left open. */
    static void beginEndless(ByteBuf out) {
        out.writeBytes(ENDLESS);
    }

    static void chunk(ByteBuf out, byte[]... parts) {
        digits(out, length(parts), 16);
        out.writeBytes(LINE_END);
        write(out, parts);
        out.writeBytes(LINE_END);
    }

    static void end(ByteBuf out) {
        out.writeBytes(LAST_CHUNK);
    }

    static byte[] digits(long number) {
        return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
    }

    private static void digits(ByteBuf out, int number, int base) {
        int unit = 1;
        while (number / unit >= base) {
            unit *= base;
        }
        for (; unit > 0; unit /= base) {
            out.writeByte(Character.forDigit(number / unit % base, base));
        }
    }

    private static int length(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        return length;
    }

    private static void write(ByteBuf out, byte[]... parts) {
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
    }
}
