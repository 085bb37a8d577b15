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
    private static final int SHORTEST = 10;
    private static final byte[] USER = "bench:user-".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] WORDS =
            "where is my order and when will it come because the shop told me to wait for a call "
                    .repeat(40)
                    .getBytes(StandardCharsets.US_ASCII);

    private final SplittableRandom random = new SplittableRandom(1);
    private final byte[] bytes;

    Message(int payload) {
        bytes = new byte[KEY + payload];
        System.arraycopy(USER, 0, bytes, 0, USER.length);
    }

    /** The message of that number, until the next one is asked for. */
    byte[] bytes(long number) {
        digits(number * STRIDE % USERS, USER.length, KEY);
        digits(number, KEY, KEY + NUMBER);
        int at = KEY + NUMBER;
        while (at < bytes.length) {
            int word = random.nextInt(WORDS.length / 2);
            int length = Math.min(bytes.length - at, SHORTEST + random.nextInt(SHORTEST));
            System.arraycopy(WORDS, word, bytes, at, length);
            at += length;
        }
        return bytes;
    }

    private void digits(long number, int from, int to) {
        long left = number;
        for (int at = to - 1; at >= from; at--) {
            bytes[at] = (byte) ('0' + left % 10);
            left /= 10;
        }
    }
}
