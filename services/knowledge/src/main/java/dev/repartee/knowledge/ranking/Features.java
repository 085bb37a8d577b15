package dev.repartee.knowledge.ranking;

import dev.repartee.knowledge.ranking.Question.WeightedTerm;
import dev.repartee.knowledge.text.TextAnalysis.Token;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a piece of text fits a question, seen from several sides; all but the first from 0 to 1.
 *
 * @param score BM25 as a share of the weight of the question's terms
 * @param coverage weighted share of the question's terms that the piece or its headings have
 * @param sentence the same for its best sentence, headings apart
 * @param near weighted share of neighbouring terms of the question that stand near each other
 * @param stems how much of the terms that are missing is there at least as the same beginning
 * @param grams the score of the pieces of its words as a share of the best such score
 * @param wording how much of the question's wording it has
 */
public record Features(
        double score,
        double coverage,
        double sentence,
        double near,
        double stems,
        double grams,
        double wording) {

    private static final int NEAR = 4;

    /** A single term has no neighbour to be near to. */
    private static final double ALONE = 0.5;

    private static final int SHORTEST_STEM = 4;
    private static final double SAME_STEM = 0.6;

    /**
     * @param heading terms of title and section
     */
    public static Features of(
            Question question,
            PassageView passage,
            Set<String> heading,
            double bm25,
            double grams) {
        double total = question.weight();
        Set<String> all = new HashSet<>(heading);
        passage.tokens().forEach(token -> all.add(token.term()));
        int sentences = passage.sentences().size();
        double best = 0;
        for (int i = 0; i < sentences; i++) {
            best = Math.max(best, question.coverage(passage.terms(i)));
        }
        return new Features(
                total == 0 ? 0 : bm25 / total,
                question.coverage(all),
                best,
                near(question, passage.tokens()),
                stems(question, all),
                grams,
                question.wording().share(passage.tokens(), all));
    }

    private static double near(Question question, List<Token> tokens) {
        Map<String, int[]> places = places(question, tokens);
        if (question.terms().size() == 1) {
            return places.values().iterator().next().length > 0 ? ALONE : 0;
        }
        double total = 0;
        double found = 0;
        for (int i = 0; i + 1 < question.terms().size(); i++) {
            WeightedTerm left = question.terms().get(i);
            WeightedTerm right = question.terms().get(i + 1);
            double weight = Math.min(left.weight(), right.weight());
            total += weight;
            int distance =
                    distance(
                            places.getOrDefault(left.term(), new int[0]),
                            places.getOrDefault(right.term(), new int[0]));
            found += distance <= NEAR ? weight * (distance <= 1 ? 1 : 0.7) : 0;
        }
        return total == 0 ? 0 : found / total;
    }

    private static Map<String, int[]> places(Question question, List<Token> tokens) {
        Map<String, int[]> places = new HashMap<>();
        for (WeightedTerm term : question.terms()) {
            int[] found = new int[8];
            int count = 0;
            for (int i = 0; i < tokens.size() && count < found.length; i++) {
                String other = tokens.get(i).term();
                if (other.equals(term.term()) || term.alike().contains(other)) {
                    found[count++] = i;
                }
            }
            places.put(term.term(), Arrays.copyOf(found, count));
        }
        return places;
    }

    private static int distance(int[] left, int[] right) {
        int nearest = Integer.MAX_VALUE;
        for (int l : left) {
            for (int r : right) {
                nearest = l == r ? nearest : Math.min(nearest, Math.abs(r - l));
            }
        }
        return nearest;
    }

    private static double stems(Question question, Set<String> terms) {
        double total = question.weight();
        double found = 0;
        for (WeightedTerm term : question.terms()) {
            if (term.presentIn(terms) == 0 && term.term().length() > SHORTEST_STEM) {
                double closest = 0;
                for (String other : terms) {
                    closest = Math.max(closest, alike(term.term(), other));
                }
                found += term.weight() * closest;
            }
        }
        return total == 0 ? 0 : found / total;
    }

    private static double alike(String one, String other) {
        int same = 0;
        int shorter = Math.min(one.length(), other.length());
        while (same < shorter && one.charAt(same) == other.charAt(same)) {
            same++;
        }
        double share = (double) same / Math.max(one.length(), other.length());
        return same >= SHORTEST_STEM && share >= SAME_STEM ? share : 0;
    }
}
