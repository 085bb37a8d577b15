package dev.repartee.language.intent.vector;

import dev.repartee.language.token.Token;
import java.util.List;

/** Finds the features of a message. Stateless; the work is bounded by {@link Words}. */
final class Grams {

    private static final int MIN_PIECE = 2;
    private static final int MAX_PIECE = 5;

    /** Pairs grow with the square of the words: those among the first few are enough. */
    private static final int MAX_PAIRED = 24;

    /** Longer words, which people don't write, are judged by their beginning. */
    private static final int MAX_WORD_CHARS = 48;

    private static final long BORDER = 0x5bd1e995L;
    private static final long WORD_SALT = 0x9e3779b97f4a7c15L;
    private static final long TWO_SALT = 0xc2b2ae3d27d4eb4fL;
    private static final long THREE_SALT = 0x165667b19e3779f9L;
    private static final long GAP_SALT = 0x27d4eb2f165667c5L;
    private static final long PIECE_SALT = 0x85ebca77c2b2ae63L;
    private static final long KIND_SALT = 0xd6e8feb86659fd93L;
    private static final long PAIR_SALT = 0xff51afd7ed558ccdL;

    private Grams() {}

    static void of(List<Token> words, GramSink sink) {
        long[] hashes = new long[words.size() + 2];
        hashes[0] = BORDER;
        hashes[hashes.length - 1] = ~BORDER;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i).word();
            hashes[i + 1] = hash(word);
            sink.gram(Block.WORD, mix(hashes[i + 1] ^ WORD_SALT));
            pieces(word, sink);
            for (int kind : WordGroups.shipped().of(word)) {
                sink.gram(Block.KIND, mix(kind ^ KIND_SALT));
            }
        }
        phrases(hashes, sink);
        pairs(hashes, sink);
    }

    /** At least as many features as these words have, but for what they are kinds of. */
    static int most(List<Token> words) {
        int paired = Math.min(words.size(), MAX_PAIRED);
        int most = 3 * (words.size() + 1) + paired * (paired - 1) / 2;
        for (Token word : words) {
            int starts = Math.min(word.word().length(), MAX_WORD_CHARS) + 2;
            most += 1 + starts * (MAX_PIECE - MIN_PIECE + 1);
        }
        return most;
    }

    private static void phrases(long[] hashes, GramSink sink) {
        for (int i = 0; i + 1 < hashes.length; i++) {
            long two = combine(hashes[i], hashes[i + 1]);
            sink.gram(Block.PHRASE, mix(two ^ TWO_SALT));
            if (i + 2 < hashes.length) {
                sink.gram(Block.PHRASE, mix(combine(two, hashes[i + 2]) ^ THREE_SALT));
                sink.gram(Block.PHRASE, mix(combine(hashes[i], hashes[i + 2]) ^ GAP_SALT));
            }
        }
    }

    private static void pairs(long[] hashes, GramSink sink) {
        int end = Math.min(hashes.length - 1, MAX_PAIRED + 1);
        for (int i = 1; i < end; i++) {
            for (int j = i + 1; j < end; j++) {
                long low = Math.min(hashes[i], hashes[j]);
                long high = Math.max(hashes[i], hashes[j]);
                sink.gram(Block.PAIR, mix(combine(low, high) ^ PAIR_SALT));
            }
        }
    }

    private static void pieces(String word, GramSink sink) {
        int length = Math.min(word.length(), MAX_WORD_CHARS);
        for (int start = -1; start <= length; start++) {
            long hash = PIECE_SALT;
            int end = Math.min(length + 1, start + MAX_PIECE);
            for (int at = start; at < end; at++) {
                boolean border = at < 0 || at == length;
                hash = combine(hash, border ? ' ' : word.charAt(at));
                if (at - start + 1 >= MIN_PIECE) {
                    sink.gram(Block.PIECE, mix(hash));
                }
            }
        }
    }

    private static long hash(String word) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < word.length(); i++) {
            hash = (hash ^ word.charAt(i)) * 0x100000001b3L;
        }
        return mix(hash);
    }

    private static long combine(long left, long right) {
        return mix(left * 31 + right);
    }

    /** The finalizer of SplitMix64 (Steele, Lea and Flood, 2014). */
    private static long mix(long bits) {
        long mixed = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
