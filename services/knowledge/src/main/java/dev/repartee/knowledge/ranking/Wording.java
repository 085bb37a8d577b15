package dev.repartee.knowledge.ranking;

import dev.repartee.knowledge.text.TextAnalysis;
import dev.repartee.knowledge.text.TextAnalysis.Token;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a question is worded, beyond what it is about: which words stand side by side, common ones
 * too, and which are written like names. A question is often a sentence of its answer turned
 * around, and names are seldom said in other words.
 *
 * @param pairs neighbouring terms with the weight of both
 * @param names terms that are written with a capital inside the question, or begin with a digit,
 *     with their weights
 */
public record Wording(Map<Pair, Double> pairs, Map<String, Double> names) {

    private static final int MAX_WORDS = 128;
    private static final double PAIRS = 0.7;
    private static final double NAMES = 0.3;

    /** Two terms in a row. */
    public record Pair(String left, String right) {}

    static Wording of(String language, String text, TermStatistics statistics) {
        List<Token> tokens = TextAnalysis.tokens(language, text);
        Map<Pair, Double> pairs = new HashMap<>();
        Map<String, Double> names = new HashMap<>();
        double before = 0;
        for (int i = 0; i < Math.min(tokens.size(), MAX_WORDS); i++) {
            String term = tokens.get(i).term();
            double weight = statistics.rarity(language, term);
            if (i > 0) {
                Pair pair = new Pair(tokens.get(i - 1).term(), term);
                pairs.merge(pair, before + weight, Double::sum);
            }
            if (isName(text.codePointAt(tokens.get(i).start()), i)) {
                names.put(term, weight);
            }
            before = weight;
        }
        return new Wording(pairs, names);
    }

    private static boolean isName(int first, int place) {
        return Character.isDigit(first) || place > 0 && Character.isUpperCase(first);
    }

    /**
     * How much of the wording a text has, 0 to 1. Whoever writes no capitals names nothing, to all
     * texts alike.
     *
     * @param tokens of the text, in their order
     * @param terms of the text and its headings
     */
    double share(List<Token> tokens, Set<String> terms) {
        Set<Pair> others = new HashSet<>();
        for (int i = 1; i < tokens.size(); i++) {
            others.add(new Pair(tokens.get(i - 1).term(), tokens.get(i).term()));
        }
        return PAIRS * share(pairs, others) + NAMES * share(names, terms);
    }

    private static <T> double share(Map<T, Double> weights, Set<T> others) {
        double total = 0;
        double present = 0;
        for (Map.Entry<T, Double> each : weights.entrySet()) {
            total += each.getValue();
            present += others.contains(each.getKey()) ? each.getValue() : 0;
        }
        return total == 0 ? 0 : present / total;
    }
}
