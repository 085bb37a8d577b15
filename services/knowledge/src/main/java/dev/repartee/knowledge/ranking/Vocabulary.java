package dev.repartee.knowledge.ranking;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.util.BytesRef;

/**
 * The terms of one language in an index, to find those that a term is a part of or that are parts
 * of it: compounds, without any dictionary but the documents themselves.
 */
final class Vocabulary {

    private static final int SHORTEST_PART = 4;
    private static final int SHORTEST_COMPOUND = 8;
    private static final int MOST = 6;

    private final String[] terms;
    private final String[] reversed;

    private Vocabulary(String[] terms) {
        this.terms = terms;
        this.reversed = new String[terms.length];
        for (int i = 0; i < terms.length; i++) {
            reversed[i] = new StringBuilder(terms[i]).reverse().toString();
        }
        Arrays.sort(reversed);
    }

    static Vocabulary of(IndexReader reader, String field) throws IOException {
        List<String> all = new ArrayList<>();
        Terms found = MultiTerms.getTerms(reader, field);
        if (found != null) {
            TermsEnum each = found.iterator();
            for (BytesRef term = each.next(); term != null; term = each.next()) {
                all.add(term.utf8ToString());
            }
        }
        String[] sorted = all.toArray(String[]::new);
        Arrays.sort(sorted);
        return new Vocabulary(sorted);
    }

    boolean has(String term) {
        return Arrays.binarySearch(terms, term) >= 0;
    }

    /**
     * Returns compounds that the term is the head or the beginning of, and the parts that it has.
     */
    Set<String> related(String term) {
        Set<String> related = new LinkedHashSet<>();
        if (term.length() >= SHORTEST_PART + 1) {
            String mirrored = new StringBuilder(term).reverse().toString();
            for (String compound : startingWith(reversed, mirrored)) {
                related.add(new StringBuilder(compound).reverse().toString());
            }
            related.addAll(startingWith(terms, term));
        }
        if (term.length() >= SHORTEST_COMPOUND) {
            related.addAll(parts(term));
        }
        related.remove(term);
        return related;
    }

    /** Compounds at least three letters longer than the term, so that endings don't count. */
    private static List<String> startingWith(String[] sorted, String beginning) {
        List<String> found = new ArrayList<>();
        int at = Arrays.binarySearch(sorted, beginning);
        for (int i = at < 0 ? -at - 1 : at;
                i < sorted.length && sorted[i].startsWith(beginning) && found.size() < MOST;
                i++) {
            if (sorted[i].length() >= beginning.length() + SHORTEST_PART - 1) {
                found.add(sorted[i]);
            }
        }
        return found;
    }

    private List<String> parts(String compound) {
        List<String> parts = new ArrayList<>();
        for (int cut = SHORTEST_PART; cut <= compound.length() - SHORTEST_PART; cut++) {
            String head = compound.substring(cut);
            String modifier = compound.substring(0, cut);
            if (has(head)) {
                parts.add(head);
            }
            if (has(modifier)) {
                parts.add(modifier);
            } else if (modifier.endsWith("s") && has(modifier.substring(0, cut - 1))) {
                parts.add(modifier.substring(0, cut - 1));
            }
        }
        return parts.size() <= MOST ? parts : parts.subList(parts.size() - MOST, parts.size());
    }
}
