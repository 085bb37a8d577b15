package dev.repartee.knowledge.span;

import dev.repartee.knowledge.ranking.AnswerKind;
import dev.repartee.knowledge.ranking.Question;
import dev.repartee.knowledge.ranking.Question.WeightedTerm;
import dev.repartee.knowledge.text.Sentences.Span;
import java.util.List;
import java.util.Set;

/**
 * What a question asks for, as far as that can be told.
 *
 * @param language of the text in which it is looked for
 * @param kind of thing
 * @param question as terms with weights
 * @param head the term behind the question word, as {@code team} in {@code which team}; empty when
 *     there is none
 * @param before the word before the question word, as {@code in} in {@code in what year}; empty
 *     when there is none
 */
record Asked(String language, AnswerKind kind, Question question, String head, String before) {

    private static final int REACH = 3;

    static Asked of(String text, Question question) {
        String language = question.language();
        List<Word> words = Word.of(language, text, new Span(0, text.length()));
        int asking = 0;
        while (asking < words.size() && !words.get(asking).is("ask." + language)) {
            asking++;
        }
        String head = "";
        for (int i = asking + 1; i < Math.min(words.size(), asking + 1 + REACH); i++) {
            if (head.isEmpty() && !words.get(i).common()) {
                head = words.get(i).term();
            }
        }
        boolean preceded = asking > 0 && asking < words.size();
        return new Asked(
                language,
                AnswerKind.of(language, text),
                question,
                head,
                preceded ? words.get(asking - 1).lower() : "");
    }

    /** How much of the question a word has, as a share of its whole weight. */
    double share(Word word) {
        double found = 0;
        Set<String> single = Set.of(word.term());
        for (WeightedTerm term : question.terms()) {
            found = Math.max(found, term.weight() * term.presentIn(single));
        }
        return found == 0 ? 0 : found / question.weight();
    }
}
