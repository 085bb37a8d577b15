package dev.repartee.assistants.prompt;

import dev.repartee.assistants.Assistant;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Where the values of a prompt come from when a message's turn has come.
 *
 * @param assistant who answers
 * @param message what is answered
 * @param profile what is known of the user, may be empty
 * @param language to answer in, BCP 47
 * @param now the time of the answer
 * @param excerpts of the assistant's documents, best first, may be empty
 * @param summary of what was said before the turns that are told in full, may be empty
 */
public record PromptInputs(
        Assistant assistant,
        Message message,
        Map<String, String> profile,
        String language,
        Instant now,
        List<Excerpt> excerpts,
        String summary) {

    public PromptInputs {
        profile = Map.copyOf(profile);
        excerpts = List.copyOf(excerpts);
    }

    /**
     * What is answered.
     *
     * @param text what the user says
     * @param language BCP 47 tag, {@code und} when unsure
     * @param channel where it came from
     */
    public record Message(String text, String language, String channel) {}

    /**
     * A part of a document.
     *
     * @param title the document and, if it has one, the section
     * @param text the part itself
     */
    public record Excerpt(String title, String text) {}
}
