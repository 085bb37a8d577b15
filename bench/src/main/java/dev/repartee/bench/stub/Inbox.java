package dev.repartee.bench.stub;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that one connection has sent and that are not yet answered: HTTP/1.1 requests with a
 * {@code Content-Length} or without a body, one after the other.
 */
final class Inbox {

    private static final int LONGEST_REQUEST = 4 << 20;
    private static final int USUAL_REQUEST = 2_048;
    private static final byte[] LENGTH = {
        'c', 'o', 'n', 't', 'e', 'n', 't', '-', 'l', 'e', 'n', 'g', 't', 'h', ':'
    };
    private static final byte[] ENCODING = {
        't', 'r', 'a', 'n', 's', 'f', 'e', 'r', '-', 'e', 'n', 'c', 'o', 'd', 'i', 'n', 'g', ':'
    };

    private byte[] bytes = new byte[USUAL_REQUEST];
    private int length;

    /** Where the body of the first request begins, or -1 as long as its head is incomplete. */
    private int body = -1;

    private int bodyLength;

    /** Where the next line of the first request's head begins. */
    private int line;

    /** A request's place in the inbox, valid until it is removed. */
    record Request(Route route, byte[] bytes, int body, int end) {}

    /** A request that is none, or one that the stub does not read. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message, null, false, false);
        }
    }

    void add(ByteBuf more) throws Unreadable {
        int count = more.readableBytes();
        if (length + count > LONGEST_REQUEST) {
            throw new Unreadable("more than 4 MiB unanswered");
        }
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + count, 2 * bytes.length));
        }
        more.readBytes(bytes, length, count);
        length += count;
    }

    /** The first request, or null when it is not complete yet. */
    @Nullable Request first() throws Unreadable {
        if (body < 0) {
            readHead();
        }
        return body < 0 || length - body < bodyLength
                ? null
                : new Request(Route.of(bytes, length), bytes, body, body + bodyLength);
    }

    /** Makes room for the next one. */
    void remove(Request request) {
        length -= request.end();
        System.arraycopy(bytes, request.end(), bytes, 0, length);
        body = -1;
        bodyLength = 0;
        line = 0;
    }

    private void readHead() throws Unreadable {
        int end = lineEnd();
        while (end >= 0) {
            if (end == line) {
                body = end + 2;
                return;
            }
            if (starts(LENGTH)) {
                bodyLength = number(line + LENGTH.length, end);
            } else if (starts(ENCODING)) {
                throw new Unreadable("a body needs a Content-Length");
            }
            line = end + 2;
            end = lineEnd();
        }
    }

    private int lineEnd() {
        for (int at = line; at + 1 < length; at++) {
            if (bytes[at] == '\r' && bytes[at + 1] == '\n') {
                return at;
            }
        }
        return -1;
    }

    private boolean starts(byte[] name) {
        if (length - line < name.length) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            int letter = bytes[line + i];
            if ((letter >= 'A' && letter <= 'Z' ? letter | 0x20 : letter) != name[i]) {
                return false;
            }
        }
        return true;
    }

    private int number(int from, int to) throws Unreadable {
        long value = 0;
        for (int at = from; at < to; at++) {
            int digit = bytes[at] - '0';
            if (digit >= 0 && digit <= 9) {
                value = Math.min(value * 10 + digit, LONGEST_REQUEST + 1L);
            } else if (bytes[at] != ' ' && bytes[at] != '\t') {
                throw new Unreadable("its Content-Length is no number");
            }
        }
        if (value > LONGEST_REQUEST) {
            throw new Unreadable("more than 4 MiB");
        }
        return (int) value;
    }
}
