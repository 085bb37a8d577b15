package dev.repartee.inference.reply;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.content.Citation;
import java.util.List;

/**
 * What assistants know; a port to the knowledge service. Answers from memory, never blocks long.
 */
public interface Knowledge {

    /** The passages that fit a question best, best first; empty when the assistant has none. */
    List<Passage> passages(TenantId tenant, AssistantId assistant, String question, int limit);

    /**
     * Answers a question from the documents alone.
     *
     * @param language of the question, BCP 47, {@code und} when unsure
     */
    Extract answer(TenantId tenant, AssistantId assistant, String question, String language);

    /**
     * Names the contents of the documents that are answered from now, as {@link
     * dev.repartee.assistants.served.Edition#documents} does; what is asked later is answered from
     * these or newer ones.
     *
     * @throws dev.repartee.contract.ReparteeException with {@code STORE_UNAVAILABLE} when none were
     *     read yet and none can be
     */
    String edition(TenantId tenant, AssistantId assistant);

    /**
     * A part of a document.
     *
     * @param source where it stands
     * @param text the part itself
     */
    record Passage(Citation source, String text) {}

    /** An answer from the documents. */
    sealed interface Extract {

        /**
         * Quoted.
         *
         * @param text the sentences that answer
         * @param sources where they stand
         */
        record Found(String text, List<Citation> sources) implements Extract {
            public Found {
                sources = List.copyOf(sources);
            }
        }

        /** The documents do not say, or not clearly enough. */
        record Unknown() implements Extract {}
    }
}
