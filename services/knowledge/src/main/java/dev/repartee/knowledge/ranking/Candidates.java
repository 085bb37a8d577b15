package dev.repartee.knowledge.ranking;

import dev.repartee.knowledge.ranking.Question.WeightedTerm;
import dev.repartee.knowledge.text.TextAnalysis;
import dev.repartee.knowledge.text.TextAnalysis.Token;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;

/**
 * Finds what may fit a question in a Lucene index, by its words and, for what is written a little
 * differently, by pieces of them.
 */
public final class Candidates {

    private static final float HEADING_BOOST = 1.3f;
    private static final float ALIKE_BOOST = 0.6f;
    private static final float TIE = 0.3f;
    private static final int MAX_PIECES = 200;
    private static final int PIECES_TIMES = 3;

    private Candidates() {}

    /**
     * A document of the Lucene index.
     *
     * @param words its BM25 score by words; 0 when only pieces fit
     * @param pieces its score by pieces as a share of the best such score
     */
    public record Candidate(int document, double words, double pieces) {}

    /**
     * @param limit how many by words; half as many more by pieces alone
     * @return those found by words first, the best first
     */
    public static List<Candidate> find(IndexSearcher searcher, Question question, int limit)
            throws IOException {
        if (question.terms().isEmpty()) {
            return List.of();
        }
        Map<Integer, Float> words = scores(searcher, byWords(question), limit);
        Map<Integer, Float> pieces = scores(searcher, byPieces(question), PIECES_TIMES * limit);
        float best = pieces.values().stream().max(Float::compare).orElse(1f);
        Set<Integer> documents = new LinkedHashSet<>(words.keySet());
        pieces.keySet().stream().limit(limit / 2).forEach(documents::add);
        List<Candidate> found = new ArrayList<>();
        for (int document : documents) {
            found.add(
                    new Candidate(
                            document,
                            words.getOrDefault(document, 0f),
                            pieces.getOrDefault(document, 0f) / best));
        }
        return found;
    }

    private static Map<Integer, Float> scores(IndexSearcher searcher, Query query, int limit)
            throws IOException {
        Map<Integer, Float> scores = new LinkedHashMap<>();
        for (ScoreDoc hit : searcher.search(query, limit).scoreDocs) {
            scores.put(hit.doc, hit.score);
        }
        return scores;
    }

    private static Query byWords(Question question) {
        var all = new BooleanQuery.Builder();
        for (WeightedTerm term : question.terms()) {
            float boost = (float) term.share();
            List<Query> either =
                    new ArrayList<>(inAnyField(question.language(), term.term(), boost));
            for (String like : term.alike()) {
                either.addAll(inAnyField(question.language(), like, boost * ALIKE_BOOST));
            }
            all.add(new DisjunctionMaxQuery(either, TIE), Occur.SHOULD);
        }
        return all.build();
    }

    private static Query byPieces(Question question) {
        var all = new BooleanQuery.Builder();
        String field = Fields.grams(question.language());
        Set<String> pieces = new HashSet<>();
        for (String word : question.words()) {
            for (Token piece : TextAnalysis.tokens(TextAnalysis.grams(), word)) {
                if (pieces.size() < MAX_PIECES && pieces.add(piece.term())) {
                    all.add(new TermQuery(new Term(field, piece.term())), Occur.SHOULD);
                }
            }
        }
        return all.build();
    }

    private static List<Query> inAnyField(String language, String term, float boost) {
        return List.of(
                new BoostQuery(new TermQuery(new Term(Fields.text(language), term)), boost),
                new BoostQuery(
                        new TermQuery(new Term(Fields.heading(language), term)),
                        boost * HEADING_BOOST));
    }
}
