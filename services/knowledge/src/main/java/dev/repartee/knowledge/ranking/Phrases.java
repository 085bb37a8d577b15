package dev.repartee.knowledge.ranking;

import dev.repartee.knowledge.ranking.Question.WeightedTerm;
import dev.repartee.knowledge.text.CommonWords;
import dev.repartee.knowledge.text.Sentences.Span;
import dev.repartee.knowledge.text.TextAnalysis;
import dev.repartee.knowledge.text.TextAnalysis.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Cuts a sentence into what may answer a question that asks for no particular kind of thing: short
 * runs of words between marks and the words of the question itself, without common words at their
 * ends.
 */
final class Phrases {

    private static final int MOST_WORDS = 5;
    private static final String MARKS = ",;:.!?()[]\"“”«»\n";

    private final Question question;
    private final String text;
    private final List<Span> found = new ArrayList<>();
    private int start = -1;
    private int end;
    private int words;

    private Phrases(Question question, String text) {
        this.question = question;
        this.text = text;
    }

    static List<Span> of(Question question, String text, Span sentence) {
        var phrases = new Phrases(question, text);
        String part = text.substring(sentence.start(), sentence.end());
        int before = sentence.start();
        for (Token token : TextAnalysis.tokens(question.language(), part)) {
            int from = sentence.start() + token.start();
            if (phrases.marked(before, from) || phrases.words >= MOST_WORDS) {
                phrases.cut();
            }
            phrases.take(token.term(), from, sentence.start() + token.end());
            before = sentence.start() + token.end();
        }
        phrases.cut();
        return phrases.found;
    }

    private void take(String term, int from, int to) {
        boolean common = CommonWords.has(question.language(), text.substring(from, to));
        if (asked(term)) {
            cut();
        } else if (start >= 0 || !common) {
            start = start < 0 ? from : start;
            end = common ? end : to;
            words++;
        }
    }

    private void cut() {
        if (start >= 0) {
            found.add(new Span(start, end));
        }
        start = -1;
        words = 0;
    }

    private boolean asked(String term) {
        for (WeightedTerm each : question.terms()) {
            if (each.presentIn(Set.of(term)) > 0) {
                return true;
            }
        }
        return false;
    }

    private boolean marked(int from, int to) {
        for (int i = from; i < to; i++) {
            if (MARKS.indexOf(text.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }
}
