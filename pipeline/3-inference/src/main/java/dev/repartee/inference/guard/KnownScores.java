package dev.repartee.inference.guard;

import dev.repartee.contract.content.TextHash;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What texts scored, by their fingerprints. Each message of a conversation brings all that was said
 * before along; looked at anew each time, that would take time quadratic in the conversation.
 * Bounded: what was asked for longest ago is forgotten. Thread-safe.
 */
final class KnownScores {

    private static final float LOAD = 0.75f;

    private final ToDoubleFunction<String> score;
    private final Map<String, Double> scores;

    /**
     * @param score depends on the text alone
     * @param most texts whose scores are kept
     */
    KnownScores(ToDoubleFunction<String> score, int most) {
        this.score = score;
        this.scores = Collections.synchronizedMap(new Bounded(most));
    }

    double of(String text) {
        String hash = TextHash.of(text);
        Double known = scores.get(hash);
        if (known == null) {
            known = score.applyAsDouble(text);
            scores.put(hash, known);
        }
        return known;
    }

    private static final class Bounded extends LinkedHashMap<String, Double> {
        private static final long serialVersionUID = 1L;

        private final int most;

        Bounded(int most) {
            super(16, LOAD, true);
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Double> eldest) {
            return size() > most;
        }
    }
}
