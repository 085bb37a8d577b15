package dev.repartee.bench.fuzz.remote;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * Turns the text of a request, whatever mutation made of it, into bytes to send: lines of the head
 * end as HTTP wants it, and the body gets a length, or chunks.
 *
 * @param bytes to send
 * @param framed whether the body ends where the head says, so that an answer must come
 */
record RequestText(byte[] bytes, boolean framed) {

    private static final int MOST_CHUNKS = 8;

    /** Mostly framed well; now and then sent as it stands. */
    static RequestText of(byte[] input, RandomGenerator random) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        int gap = text.indexOf("\n\n");
        if (gap < 0 || random.nextInt(20) == 0) {
            return new RequestText(input, false);
        }
        String head = text.substring(0, gap).replace("\r", "").replace("\n", "\r\n");
        byte[] body = text.substring(gap + 2).getBytes(StandardCharsets.ISO_8859_1);
        boolean own = contains(head, "transfer-encoding") || contains(head, "content-length");
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        if (own) {
            all.writeBytes("\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            all.writeBytes(body);
        } else if (random.nextInt(8) == 0) {
            all.writeBytes(
                    "\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            chunked(all, body, random);
        } else {
            all.writeBytes(
                    ("\r\nContent-Length: " + body.length + "\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            all.writeBytes(body);
        }
        return new RequestText(all.toByteArray(), !own);
    }

    /** Whether it asks for a head only, so that its answer has no body. */
    boolean asksForHead() {
        return new String(bytes, 0, Math.min(5, bytes.length), StandardCharsets.ISO_8859_1)
                .equals("HEAD ");
    }

    private static boolean contains(String head, String name) {
        return head.toLowerCase(Locale.ROOT).contains(name);
    }

    private static void chunked(ByteArrayOutputStream all, byte[] body, RandomGenerator random) {
        int from = 0;
        for (int i = 0; i < MOST_CHUNKS && from < body.length; i++) {
            int length =
                    i == MOST_CHUNKS - 1
                            ? body.length - from
                            : 1 + random.nextInt(body.length - from);
            all.writeBytes(
                    (Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            all.write(body, from, length);
            all.writeBytes("\r\n".getBytes(StandardCharsets.ISO_8859_1));
            from += length;
        }
        all.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
    }
}
