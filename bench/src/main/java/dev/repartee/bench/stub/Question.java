package dev.repartee.bench.stub;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is asked, as far as the stub cares.
 *
 * @param echo the first characters of the message as they are written in JSON
 * @param stream whether the answer shall come in pieces
 * @param bytes of the whole body
 */
record Question(byte[] echo, boolean stream, int bytes) {

    private static final int ECHOED = 64;
    private static final byte[] CONTENT = JsonScan.key("content");
    private static final byte[] TEXT = JsonScan.key("text");
    private static final byte[] STREAM = JsonScan.key("stream");
    private static final byte[] SLEEP = {'s', 'l', 'e', 'e', 'p', ' '};
    private static final byte[] FAIL = {'f', 'a', 'i', 'l'};
    private static final byte[] POISON = {'p', 'o', 'i', 's', 'o', 'n'};
    private static final int MOST_DIGITS = 7;

    /** A chat completion's last message; null when there is none. */
    static @Nullable Question completion(byte[] bytes, int from, int to) {
        int content = JsonScan.last(bytes, from, to, CONTENT);
        if (content >= 0 && bytes[content] == '[') {
            content = JsonScan.first(bytes, content, to, TEXT);
        }
        int stream = JsonScan.last(bytes, from, to, STREAM);
        return of(bytes, from, to, content, stream >= 0 && bytes[stream] == 't');
    }

    /** An analysis's text; null when there is none. */
    static @Nullable Question analysis(byte[] bytes, int from, int to) {
        return of(bytes, from, to, JsonScan.first(bytes, from, to, TEXT), false);
    }

    private static @Nullable Question of(
            byte[] bytes, int from, int to, int value, boolean stream) {
        if (value < 0 || bytes[value] != '"') {
            return null;
        }
        int end = JsonScan.prefix(bytes, value + 1, to, ECHOED);
        return new Question(Arrays.copyOfRange(bytes, value + 1, end), stream, to - from);
    }

    /** Whether the message itself asks for a failure. */
    boolean wantsFailure() {
        return starts(FAIL) || starts(POISON);
    }

    /** How many milliseconds the message asks to wait, or -1. */
    int wantsSleep() {
        if (!starts(SLEEP)) {
            return -1;
        }
        int millis = 0;
        int at = SLEEP.length;
        int last = Math.min(echo.length, at + MOST_DIGITS);
        while (at < last && echo[at] >= '0' && echo[at] <= '9') {
            millis = millis * 10 + (echo[at] - '0');
            at++;
        }
        return at == SLEEP.length ? -1 : millis;
    }

    private boolean starts(byte[] word) {
        return echo.length >= word.length
                && Arrays.equals(echo, 0, word.length, word, 0, word.length);
    }
}
