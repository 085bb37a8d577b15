package dev.repartee.knowledge.ranking;

import dev.repartee.knowledge.ranking.Question.WeightedTerm;
import dev.repartee.knowledge.text.Synonyms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.search.FuzzyTermsEnum;
import org.apache.lucene.util.BytesRef;

/** How rare terms are in an index, and which of its terms are like one that it lacks. */
public final class TermStatistics {

    private static final int MIN_FUZZY_LENGTH = 5;
    private static final int MAX_FUZZY = 3;

    private static final int LONG_WORD = 7;

    /** Languages that write several words as one. */
    private static final Set<String> COMPOUNDING = Set.of("de", "nl");

    private final IndexReader reader;
    private final Map<String, Vocabulary> vocabularies = new ConcurrentHashMap<>();

    public TermStatistics(IndexReader reader) {
        this.reader = reader;
    }

    /**
     * Weighs a term by its inverse document frequency as BM25 does. A term that the index lacks
     * weighs most, unless it is another spelling of one that the index has.
     */
    public WeightedTerm weigh(String language, String term, double share) {
        try {
            int frequency = frequency(language, term);
            double weight = share * rarity(language, frequency);
            Set<String> alike = new LinkedHashSet<>(Synonyms.of(language, term));
            if (frequency == 0 && term.length() >= MIN_FUZZY_LENGTH) {
                alike.addAll(nearSpellings(language, term));
            }
            if (COMPOUNDING.contains(language)) {
                alike.addAll(vocabulary(language).related(term));
            }
            return new WeightedTerm(term, weight, share, Set.copyOf(alike));
        } catch (IOException e) {
            throw new UncheckedIOException("an index in memory can't fail to be read", e);
        }
    }

    /** The inverse document frequency of a term, as BM25 has it. */
    double rarity(String language, String term) {
        try {
            return rarity(language, frequency(language, term));
        } catch (IOException e) {
            throw new UncheckedIOException("an index in memory can't fail to be read", e);
        }
    }

    private double rarity(String language, int frequency) throws IOException {
        int documents = reader.getDocCount(Fields.text(language));
        return SmoothedBm25.inverseFrequency(frequency, documents);
    }

    private Vocabulary vocabulary(String language) throws IOException {
        Vocabulary known = vocabularies.get(language);
        if (known == null) {
            known = Vocabulary.of(reader, Fields.text(language));
            vocabularies.put(language, known);
        }
        return known;
    }

    private int frequency(String language, String term) throws IOException {
        return Math.max(
                reader.docFreq(new Term(Fields.text(language), term)),
                reader.docFreq(new Term(Fields.heading(language), term)));
    }

    private Set<String> nearSpellings(String language, String term) throws IOException {
        Set<String> near = new LinkedHashSet<>();
        Terms terms = MultiTerms.getTerms(reader, Fields.text(language));
        if (terms != null) {
            int edits = term.length() >= LONG_WORD ? 2 : 1;
            var enumeration =
                    new FuzzyTermsEnum(
                            terms, new Term(Fields.text(language), term), edits, 1, true);
            for (BytesRef each = enumeration.next();
                    each != null && near.size() < MAX_FUZZY;
                    each = enumeration.next()) {
                near.add(each.utf8ToString());
            }
        }
        return near;
    }
}
