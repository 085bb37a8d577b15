package dev.repartee.knowledge;

import dev.repartee.knowledge.ranking.Question;
import dev.repartee.knowledge.span.SpanReader;
import dev.repartee.knowledge.text.BlockReader;
import dev.repartee.knowledge.text.PlainText;
import dev.repartee.knowledge.text.Sentences;
import dev.repartee.knowledge.text.Sentences.Span;
import dev.repartee.knowledge.text.TextAnalysis;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Picks the one to three adjacent sentences of a passage that answer a question: those that have
 * most of its words of meaning, as few as possible. A sentence that introduces a list brings the
 * list, one that starts with a pronoun the sentence before, and of a question with its answer only
 * the answer is given.
 */
final class ExcerptPicker {

    private static final int MAX_SENTENCES = 3;
    private static final int MAX_LIST = 8;
    private static final double COST_OF_SENTENCE = 0.12;
    private static final Set<String> REFERRING =
            Set.of(
                    "it",
                    "they",
                    "this",
                    "these",
                    "those",
                    "he",
                    "she",
                    "its",
                    "their",
                    "such",
                    "that",
                    "otherwise",
                    "however",
                    "ello",
                    "esto",
                    "este",
                    "esta",
                    "estos",
                    "es",
                    "er",
                    "sie",
                    "dies",
                    "diese",
                    "dieser",
                    "dieses");

    private ExcerptPicker() {}

    static Excerpt pick(Passage passage, Question question) {
        String text = passage.text();
        int answer = BlockReader.answerStart(text);
        if (answer > 0) {
            return excerpt(passage, answer, text.length());
        }
        List<Span> sentences = Sentences.of(text, 0, text.length());
        int[] window = window(passage, sentences, question);
        int first = window[0];
        int last = window[1];
        if (first > 0
                && last - first + 1 < MAX_SENTENCES
                && refersBack(text, sentences.get(first))) {
            first--;
        }
        return excerpt(
                passage,
                sentences.get(first).start(),
                sentences.get(withList(text, sentences, last)).end());
    }

    /** Finds the words of a passage that are what was asked for; the excerpt when none are. */
    static Excerpt shortest(Passage passage, Question question, String asked, Excerpt excerpt) {
        String text = passage.text();
        int from = Math.max(0, BlockReader.answerStart(text));
        return SpanReader.read(asked, question, text, Sentences.of(text, from, text.length()))
                .map(span -> excerpt(passage, span.start(), span.end()))
                .orElse(excerpt);
    }

    /** Returns the first and last sentence of the window that has most for its length. */
    private static int[] window(Passage passage, List<Span> sentences, Question question) {
        Set<String> heading = terms(passage.language(), passage.title() + " " + passage.section());
        int[] best = {0, Math.min(MAX_SENTENCES, sentences.size()) - 1};
        double bestValue = question.coverage(heading) - COST_OF_SENTENCE * (best[1] - 1);
        for (int first = 0; first < sentences.size(); first++) {
            Set<String> found = new HashSet<>();
            for (int last = first;
                    last < Math.min(sentences.size(), first + MAX_SENTENCES);
                    last++) {
                Span sentence = sentences.get(last);
                found.addAll(
                        terms(
                                passage.language(),
                                passage.text().substring(sentence.start(), sentence.end())));
                Set<String> withHeading = new HashSet<>(heading);
                withHeading.addAll(found);
                double value =
                        question.coverage(withHeading)
                                + question.coverage(found)
                                - COST_OF_SENTENCE * (last - first);
                if (value > bestValue + 1e-9) {
                    bestValue = value;
                    best = new int[] {first, last};
                }
            }
        }
        return best;
    }

    private static int withList(String text, List<Span> sentences, int last) {
        if (text.charAt(sentences.get(last).end() - 1) != ':') {
            return last;
        }
        return Math.min(sentences.size() - 1, last + MAX_LIST);
    }

    private static boolean refersBack(String text, Span sentence) {
        int end = sentence.start();
        while (end < sentence.end() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        return REFERRING.contains(text.substring(sentence.start(), end).toLowerCase(Locale.ROOT));
    }

    private static Excerpt excerpt(Passage passage, int start, int end) {
        return new Excerpt(
                PlainText.of(passage.text().substring(start, end)),
                passage.start() + start,
                passage.start() + end);
    }

    private static Set<String> terms(String language, String text) {
        Set<String> terms = new HashSet<>();
        TextAnalysis.terms(language, text).forEach(term -> terms.add(term.term()));
        return terms;
    }
}
