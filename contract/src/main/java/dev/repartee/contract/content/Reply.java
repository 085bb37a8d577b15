package dev.repartee.contract.content;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the user reads.
 *
 * @param text the final text, safe and redacted
 * @param source where it came from
 * @param language BCP 47 tag of the text
 * @param citations the passages it rests on
 * @param handover whether a person is offered or called
 * @param model what the model used for it, or null when no model was asked
 * @param rule the rule that answered, or null
 */
public record Reply(
        String text,
        ReplySource source,
        String language,
        List<Citation> citations,
        boolean handover,
        @Nullable ModelUse model,
        @Nullable String rule) {

    public Reply {
        citations = citations == null ? List.of() : List.copyOf(citations);
    }
}
