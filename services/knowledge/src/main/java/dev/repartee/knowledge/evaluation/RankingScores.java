package dev.repartee.knowledge.evaluation;

import java.util.List;
import java.util.Map;

/**
 * How good one ranking is.
 *
 * @param ndcg nDCG@10 with linear gain, as trec_eval and BEIR count it
 * @param reciprocalRank 1 over the rank of the first relevant document among the first ten, or 0
 * @param rank of the first relevant document, from 1; 0 when it is not among those found
 */
record RankingScores(double ndcg, double reciprocalRank, int rank) {

    private static final int DEPTH = 10;

    static RankingScores of(List<String> ranking, Map<String, Integer> relevant) {
        double gain = 0;
        int rank = 0;
        for (int i = 0; i < Math.min(DEPTH, ranking.size()); i++) {
            int grade = relevant.getOrDefault(ranking.get(i), 0);
            gain += grade / discount(i);
            rank = rank == 0 && grade > 0 ? i + 1 : rank;
        }
        double ideal = 0;
        List<Integer> grades =
                relevant.values().stream().sorted((a, b) -> b - a).limit(DEPTH).toList();
        for (int i = 0; i < grades.size(); i++) {
            ideal += grades.get(i) / discount(i);
        }
        return new RankingScores(ideal == 0 ? 0 : gain / ideal, rank == 0 ? 0 : 1.0 / rank, rank);
    }

    boolean hitAt(int depth) {
        return rank > 0 && rank <= depth;
    }

    private static double discount(int index) {
        return Math.log(index + 2) / Math.log(2);
    }
}
