package dev.repartee.transformer;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * SentencePiece's unigram model: the likeliest way to cut a word into known pieces.
 *
 * @param pieces by text
 * @param longest of any piece, in chars
 * @param unknown the id of a char that no piece covers
 */
record UnigramModel(Map<String, Piece> pieces, int longest, int unknown) implements SubwordModel {

    private static final double UNKNOWN_SCORE = -100;
    private static final int LONGEST_WORD = 1_024;

    /** A piece's id and the logarithm of its likelihood. */
    record Piece(int id, double score) {}

    @Override
    public void encode(String word, IntConsumer ids) {
        for (int from = 0; from < word.length(); from += LONGEST_WORD) {
            encodePart(word.substring(from, Math.min(word.length(), from + LONGEST_WORD)), ids);
        }
    }

    private void encodePart(String word, IntConsumer ids) {
        int length = word.length();
        double[] best = new double[length + 1];
        int[] start = new int[length + 1];
        int[] id = new int[length + 1];
        Arrays.fill(best, Double.NEGATIVE_INFINITY);
        best[0] = 0;
        for (int from = 0; from < length; from++) {
            if (best[from] == Double.NEGATIVE_INFINITY) {
                continue;
            }
            for (int to = from + 1; to <= Math.min(length, from + longest); to++) {
                Piece piece = pieces.get(word.substring(from, to));
                if (piece != null && best[from] + piece.score() > best[to]) {
                    best[to] = best[from] + piece.score();
                    start[to] = from;
                    id[to] = piece.id();
                }
            }
            int next = from + Character.charCount(word.codePointAt(from));
            if (best[from] + UNKNOWN_SCORE > best[next]) {
                best[next] = best[from] + UNKNOWN_SCORE;
                start[next] = from;
                id[next] = unknown;
            }
        }
        Deque<Integer> path = new ArrayDeque<>();
        for (int at = length; at > 0; at = start[at]) {
            path.push(id[at]);
        }
        path.forEach(ids::accept);
    }
}
