package dev.repartee.bench.stub;

import java.nio.charset.StandardCharsets;

/**
 * Finds what the stub needs in the bytes of a JSON document without parsing it.
 *
 * <p>Sound for valid JSON: quotes inside strings are escaped, so a quoted name directly followed by
 * a colon is a key. At which depth it stands is not looked at.
 */
final class JsonScan {

    private JsonScan() {}

    /** The bytes of a key with its quotes. */
    static byte[] key(String name) {
        return ('"' + name + '"').getBytes(StandardCharsets.US_ASCII);
    }

    /** Where the value of the first such key begins, or -1. */
    static int first(byte[] json, int from, int to, byte[] key) {
        for (int at = from; at <= to - key.length; at++) {
            int value = json[at] == '"' ? value(json, at, to, key) : -1;
            if (value >= 0) {
                return value;
            }
        }
        return -1;
    }

    /** Where the value of the last such key begins, or -1. */
    static int last(byte[] json, int from, int to, byte[] key) {
        for (int at = to - key.length; at >= from; at--) {
            int value = json[at] == '"' ? value(json, at, to, key) : -1;
            if (value >= 0) {
                return value;
            }
        }
        return -1;
    }

    /**
     * The end of a string's first characters, in bytes as they are written: no escape and no
     * character is cut in two. Characters outside the basic plane count as one when they are not
     * escaped, so the result holds at least this many of Java's characters.
     *
     * @param from the first byte after the opening quote
     */
    static int prefix(byte[] json, int from, int to, int characters) {
        int at = from;
        for (int taken = 0; taken < characters && at < to && json[at] != '"'; taken++) {
            at = next(json, at, to);
        }
        return Math.min(at, to);
    }

    private static int next(byte[] json, int at, int to) {
        if (json[at] == '\\') {
            boolean unicode = at + 1 < to && json[at + 1] == 'u';
            return at + (unicode ? unicodeLength(json, at, to) : 2);
        }
        int next = at + 1;
        while (next < to && (json[next] & 0xC0) == 0x80) {
            next++;
        }
        return next;
    }

    /** Of an escaped surrogate pair, or of one escape. */
    private static int unicodeLength(byte[] json, int at, int to) {
        boolean high =
                at + 12 <= to
                        && (json[at + 2] | 0x20) == 'd'
                        && "89abAB".indexOf(json[at + 3]) >= 0
                        && json[at + 6] == '\\'
                        && json[at + 7] == 'u';
        return high ? 12 : 6;
    }

    private static int value(byte[] json, int at, int to, byte[] key) {
        for (int i = 1; i < key.length; i++) {
            if (json[at + i] != key[i]) {
                return -1;
            }
        }
        int colon = blank(json, at + key.length, to);
        if (colon >= to || json[colon] != ':') {
            return -1;
        }
        int value = blank(json, colon + 1, to);
        return value < to ? value : -1;
    }

    private static int blank(byte[] json, int at, int to) {
        int next = at;
        while (next < to && json[next] <= ' ' && json[next] >= 0) {
            next++;
        }
        return next;
    }
}
