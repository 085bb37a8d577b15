package dev.repartee.knowledge.span;

import dev.repartee.knowledge.text.Sentences.Span;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A sentence as seen by a question. For one thread. */
final class Sentence {

    private final String text;
    private final List<Word> words;
    private final double[] shares;
    private final double coverage;

    private Sentence(String text, List<Word> words, double[] shares, double coverage) {
        this.text = text;
        this.words = words;
        this.shares = shares;
        this.coverage = coverage;
    }

    static Sentence of(Asked asked, String text, Span part) {
        List<Word> words = Word.of(asked.language(), text, part);
        double[] shares = new double[words.size()];
        Set<String> terms = new HashSet<>();
        for (int i = 0; i < shares.length; i++) {
            shares[i] = asked.share(words.get(i));
            terms.add(words.get(i).term());
        }
        return new Sentence(text, words, shares, asked.question().coverage(terms));
    }

    int size() {
        return words.size();
    }

    Word word(int at) {
        return words.get(at);
    }

    List<Word> words(int first, int last) {
        return words.subList(first, last + 1);
    }

    /** The share of the question that a word has. */
    double share(int at) {
        return shares[at];
    }

    /** The share of the question that the sentence has. */
    double coverage() {
        return coverage;
    }

    /** What stands between a word and the next one; a full stop behind the last. */
    String gap(int at) {
        return at + 1 < words.size()
                ? text.substring(words.get(at).end(), words.get(at + 1).start())
                : ".";
    }

    /** Whether only white space stands between a word and the next one. */
    boolean joined(int at) {
        return at >= 0 && at + 1 < words.size() && gap(at).isBlank();
    }
}
