package dev.repartee.bench.floor;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** The bytes of a message: a key of 20, then a number of 16 digits, then words. */
final class Message {

    static final int KEY = 20;
    static final int NUMBER = 16;

    /** As many bytes are what is found in a message, and indexed. */
    static final int PHRASE = 64;

    static final int LEAST_PAYLOAD = NUMBER + PHRASE;

    private static final int USERS = 50_000;
    private static final int STRIDE = 7_919;
    private static final byte[] WORDS =
            "where is my order and when will it come because the shop told me to wait for a call "
                    .repeat(40)
                    .getBytes(StandardCharsets.US_ASCII);

    private final SplittableRandom random = new SplittableRandom(1);
    private final int payload;

    Message(int payload) {
        this.payload = payload;
    }

    /** The message of that number. */
    byte[] bytes(long number) {
        byte[] bytes = new byte[KEY + payload];
        byte[] head =
                "bench:user-%09d%016d"
                        .formatted(number * STRIDE % USERS, number)
                        .getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(head, 0, bytes, 0, head.length);
        int at = head.length;
        while (at < bytes.length) {
            int word = random.nextInt(WORDS.length / 2);
            int length = Math.min(bytes.length - at, 5 + random.nextInt(20));
            System.arraycopy(WORDS, word, bytes, at, length);
            at += length;
        }
        return bytes;
    }
}
