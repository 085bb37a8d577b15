package dev.repartee.knowledge.ranking;

import dev.repartee.knowledge.text.CommonWords;
import dev.repartee.knowledge.text.TextAnalysis;
import dev.repartee.knowledge.text.TextAnalysis.Term;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A question as terms with weights, for one language of one index.
 *
 * @param terms what it is about: without the words that questions are made with, unless there are
 *     no others
 * @param words the same as they are written
 * @param wording what all of its words say beyond that
 */
public record Question(
        String language, List<WeightedTerm> terms, List<String> words, Wording wording) {

    private static final int MAX_TERMS = 64;
    private static final double LIKE_SHARE = 0.75;
    private static final double LIGHT_SHARE = 0.5;

    /**
     * A term that matters.
     *
     * @param weight how rare it is in the index, times its share
     * @param share 1, or less for a word that says little
     * @param alike terms that count for most of it: synonyms, and near spellings of a term that the
     *     index lacks
     */
    public record WeightedTerm(String term, double weight, double share, Set<String> alike) {

        /** How much of this term a set of terms has, 0 to 1. */
        public double presentIn(Set<String> others) {
            if (others.contains(term)) {
                return 1;
            }
            for (String like : alike) {
                if (others.contains(like)) {
                    return LIKE_SHARE;
                }
            }
            return 0;
        }
    }

    public static Question of(String language, String text, TermStatistics statistics) {
        List<Term> all = TextAnalysis.terms(language, text);
        List<Term> telling =
                all.stream().filter(term -> !CommonWords.has(language, term.word())).toList();
        Map<String, WeightedTerm> terms = new LinkedHashMap<>();
        List<String> words = new ArrayList<>();
        for (Term term : telling.isEmpty() ? all : telling) {
            if (terms.size() < MAX_TERMS) {
                terms.putIfAbsent(term.term(), weigh(language, term, statistics));
                words.add(term.word());
            }
        }
        return new Question(
                language,
                new ArrayList<>(terms.values()),
                words,
                Wording.of(language, text, statistics));
    }

    private static WeightedTerm weigh(String language, Term term, TermStatistics statistics) {
        double share = CommonWords.isLight(language, term.word()) ? LIGHT_SHARE : 1;
        return statistics.weigh(language, term.term(), share);
    }

    /** The weight of all terms; positive when there are any. */
    public double weight() {
        return terms.stream().mapToDouble(WeightedTerm::weight).sum();
    }

    /** The weighted share of the terms that a set of terms has, 0 to 1. */
    public double coverage(Set<String> others) {
        double total = weight();
        double present = 0;
        for (WeightedTerm term : terms) {
            present += term.weight() * term.presentIn(others);
        }
        return total == 0 ? 0 : present / total;
    }
}
