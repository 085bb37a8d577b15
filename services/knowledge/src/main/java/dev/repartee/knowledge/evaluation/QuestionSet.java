package dev.repartee.knowledge.evaluation;

import dev.repartee.knowledge.Document;
import java.util.List;
import java.util.Map;

/**
 * Documents, and questions of which it is known where their answers stand.
 *
 * @param name what reports call it
 * @param documents all that may be found
 * @param questions in the order of the file
 */
public record QuestionSet(String name, List<Document> documents, List<Judged> questions) {

    public QuestionSet {
        documents = List.copyOf(documents);
        questions = List.copyOf(questions);
    }

    /**
     * A question with its judgements.
     *
     * @param relevant the documents that answer it, each with its grade (1 and more); empty when
     *     none does
     * @param answers spans that are right; empty when the set has none
     */
    public record Judged(
            String id, String text, Map<String, Integer> relevant, List<String> answers) {

        public Judged {
            relevant = Map.copyOf(relevant);
            answers = List.copyOf(answers);
        }
    }
}
