package dev.repartee.knowledge;

import dev.repartee.contract.content.Citation;
import java.util.List;

/** What the knowledge of an assistant says to a question. */
public sealed interface Answer {

    /** The probability that the answer is in the knowledge, 0 to 1. */
    double confidence();

    /**
     * The answer, in the words of a document.
     *
     * @param text one to three sentences, or a list, without Markdown
     * @param citations where it stands; never empty
     * @param shortest the words in it that answer, as far as they can be told: a name, a date, a
     *     number; otherwise the sentence
     */
    record Answered(String text, List<Citation> citations, double confidence, Excerpt shortest)
            implements Answer {
        public Answered {
            citations = List.copyOf(citations);
        }
    }

    /**
     * The knowledge doesn't say.
     *
     * @param text says so and offers a person, in the language of the question if we speak it,
     *     otherwise in English
     */
    record DontKnow(String text, double confidence) implements Answer {}
}
