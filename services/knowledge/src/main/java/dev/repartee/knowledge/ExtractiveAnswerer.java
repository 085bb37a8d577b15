package dev.repartee.knowledge;

import dev.repartee.contract.content.Citation;
import dev.repartee.knowledge.Answer.Answered;
import dev.repartee.knowledge.Answer.DontKnow;
import dev.repartee.knowledge.ranking.Question;
import dev.repartee.knowledge.text.WordList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers questions in the words of the documents, with their source, or says that they don't say.
 * Needs no model and no network. Thread-safe.
 */
public final class ExtractiveAnswerer {

    private static final double DEFAULT_THRESHOLD = 0.4;
    private static final int CANDIDATES = 5;
    private static final Map<String, String> DONT_KNOW = dontKnow();

    private final double minConfidence;

    /**
     * Answers where measurement says that it pays: see {@link
     * dev.repartee.knowledge.ranking.Confidence}.
     */
    public ExtractiveAnswerer() {
        this(DEFAULT_THRESHOLD);
    }

    /**
     * @param minConfidence below which it says that it doesn't know, 0 to 1: higher means fewer and
     *     surer answers
     */
    public ExtractiveAnswerer(double minConfidence) {
        if (!(minConfidence >= 0 && minConfidence <= 1)) {
            throw new IllegalArgumentException(
                    "minConfidence must be from 0 to 1: " + minConfidence);
        }
        this.minConfidence = minConfidence;
    }

    /**
     * Answers a question.
     *
     * @param language the BCP 47 tag of the question, for saying that the knowledge doesn't say
     */
    public Answer answer(KnowledgeIndex index, String question, String language) {
        return answer(index, index.search(question, CANDIDATES), question, language);
    }

    /** Answers a question from passages of an index that were found already. */
    Answer answer(KnowledgeIndex index, List<Passage> passages, String question, String language) {
        Passage best = null;
        for (Passage passage : passages) {
            if (best == null || passage.confidence() > best.confidence()) {
                best = passage;
            }
        }
        if (best == null) {
            return new DontKnow(dontKnow(language), 0);
        }
        return best.confidence() < minConfidence
                ? new DontKnow(dontKnow(language), best.confidence())
                : answered(best, index.weigh(best.language(), question), question);
    }

    private static Answered answered(Passage best, Question weighed, String question) {
        Excerpt excerpt = ExcerptPicker.pick(best, weighed);
        Excerpt shortest = ExcerptPicker.shortest(best, weighed, question, excerpt);
        var citation =
                new Citation(
                        best.documentId(),
                        best.title(),
                        best.section().isEmpty() ? null : best.section(),
                        excerpt.start(),
                        excerpt.end());
        return new Answered(excerpt.text(), List.of(citation), best.confidence(), shortest);
    }

    private static String dontKnow(String language) {
        return DONT_KNOW.getOrDefault(language, DONT_KNOW.get("en"));
    }

    private static Map<String, String> dontKnow() {
        Map<String, String> texts = new HashMap<>();
        WordList.read(
                ExtractiveAnswerer.class,
                "dont-know.txt",
                (language, words) -> texts.put(language, String.join(" ", words)));
        return Map.copyOf(texts);
    }
}
