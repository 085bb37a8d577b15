package dev.repartee.knowledge.vector;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes one ranking of several by reciprocal ranks (Cormack, Clarke and Büttcher, 2009): scores of
 * different kinds need not be comparable.
 */
public final class RankFusion {

    private static final int K = 60;

    private RankFusion() {}

    /** Fuses rankings, each the best first and without repetition; ties keep the first's order. */
    public static <T> List<T> fuse(List<List<T>> rankings) {
        Map<T, Double> scores = new LinkedHashMap<>();
        for (List<T> ranking : rankings) {
            for (int i = 0; i < ranking.size(); i++) {
                scores.merge(ranking.get(i), 1.0 / (K + i + 1), Double::sum);
            }
        }
        List<T> fused = new ArrayList<>(scores.keySet());
        fused.sort(Comparator.comparingDouble((T each) -> scores.get(each)).reversed());
        return fused;
    }
}
