package dev.repartee.transformer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Byte-pair encoding: characters are joined, the pair that was learnt first first.
 *
 * @param ranks by pair, the two halves with a blank between; lower joins earlier
 * @param unknown the id of what has none, or -1 to leave it out
 */
record BpeModel(Map<String, Integer> vocabulary, Map<String, Integer> ranks, int unknown)
        implements SubwordModel {

    /** Joining is quadratic, so longer words are cut. */
    private static final int LONGEST = 256;

    @Override
    public void encode(String word, IntConsumer ids) {
        for (int from = 0; from < word.length(); from += LONGEST) {
            encodePart(word.substring(from, Math.min(word.length(), from + LONGEST)), ids);
        }
    }

    private void encodePart(String word, IntConsumer ids) {
        List<String> pieces = new ArrayList<>();
        word.codePoints().forEach(c -> pieces.add(Character.toString(c)));
        while (pieces.size() > 1) {
            int best = -1;
            int bestRank = Integer.MAX_VALUE;
            for (int i = 0; i + 1 < pieces.size(); i++) {
                Integer rank = ranks.get(pieces.get(i) + " " + pieces.get(i + 1));
                if (rank != null && rank < bestRank) {
                    best = i;
                    bestRank = rank;
                }
            }
            if (best < 0) {
                break;
            }
            pieces.set(best, pieces.get(best) + pieces.remove(best + 1));
        }
        for (String piece : pieces) {
            int id = vocabulary.getOrDefault(piece, unknown);
            if (id >= 0) {
                ids.accept(id);
            }
        }
    }
}
