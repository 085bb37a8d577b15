package dev.repartee.knowledge.span;

import dev.repartee.knowledge.ranking.Question;
import dev.repartee.knowledge.text.Sentences.Span;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Names the few words that answer a question, out of all runs of up to eight words in the sentences
 * that have most of the question: by their shape, their place and their neighbours, weighed
 * linearly. It understands nothing; what it names is meant to stand beside the sentence, not in its
 * place.
 */
public final class SpanReader {

    private static final int LONGEST = 8;
    private static final int SENTENCES = 3;
    private static final String BREAKS = ";:()[]\"“”«»|\n";

    private SpanReader() {}

    /**
     * Reads.
     *
     * @param asked the question as it was asked
     * @param question the same as the index weighs it
     * @param sentences where to look, of the text
     * @return empty when there is nothing but common words
     */
    public static Optional<Span> read(
            String asked, Question question, String text, List<Span> sentences) {
        Asked what = Asked.of(asked, question);
        List<Sentence> read =
                sentences.stream()
                        .map(sentence -> Sentence.of(what, text, sentence))
                        .sorted(Comparator.comparingDouble(Sentence::coverage).reversed())
                        .limit(SENTENCES)
                        .toList();
        Best best = new Best();
        for (Sentence sentence : read) {
            SpanScore score = new SpanScore(what, sentence, read.getFirst().coverage());
            look(sentence, score, best);
        }
        return Optional.ofNullable(best.span);
    }

    private static void look(Sentence sentence, SpanScore score, Best best) {
        for (int first = 0; first < sentence.size(); first++) {
            if (sentence.word(first).common()) {
                continue;
            }
            int end = Math.min(sentence.size(), first + LONGEST);
            for (int last = first; last < end; last++) {
                if (last > first && breaks(sentence.gap(last - 1))) {
                    break;
                }
                if (!sentence.word(last).common()) {
                    best.take(
                            score.of(first, last),
                            sentence.word(first).start(),
                            sentence.word(last).end());
                }
            }
        }
    }

    private static boolean breaks(String gap) {
        for (int i = 0; i < gap.length(); i++) {
            if (BREAKS.indexOf(gap.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** The best span so far. */
    private static final class Best {

        private double score = Double.NEGATIVE_INFINITY;
        private @Nullable Span span;

        void take(double other, int start, int end) {
            if (other > score) {
                score = other;
                span = new Span(start, end);
            }
        }
    }
}
