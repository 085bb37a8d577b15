package dev.repartee.language.slot;

/**
 * 64-bit hashes of words and of their combinations. Features are told apart by them: among a
 * million features the chance that any two collide is about 3e-8.
 */
final class Hash {

    private static final long PRIME = 0x100000001B3L;
    private static final long BASIS = 0xCBF29CE484222325L;

    private Hash() {}

    static long of(CharSequence word, int from, int to) {
        long hash = BASIS;
        for (int i = from; i < to; i++) {
            hash = (hash ^ word.charAt(i)) * PRIME;
        }
        return mix(hash);
    }

    static long of(CharSequence word) {
        return of(word, 0, word.length());
    }

    static long of(long template, long value) {
        return mix(template * 0x9E3779B97F4A7C15L ^ value);
    }

    static long of(long template, long first, long second) {
        return mix(of(template, first) * 31 + second);
    }

    /** The finaliser of SplitMix64. */
    static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
