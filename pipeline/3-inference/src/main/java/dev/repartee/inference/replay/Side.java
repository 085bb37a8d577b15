package dev.repartee.inference.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.repartee.contract.content.ModelUse;
import dev.repartee.contract.content.Nlu;
import dev.repartee.contract.content.Reply;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What was made of a message, then or now.
 *
 * @param text the reply
 * @param source where it came from
 * @param handover whether a person is called
 * @param intent what was understood, or null
 * @param model who answered, or null when no model was asked
 * @param promptTokens tokens sent
 * @param completionTokens tokens received
 * @param latencyMs of the model where one was asked, else of the making; null when not known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Side(
        String text,
        String source,
        boolean handover,
        @Nullable String intent,
        @Nullable String model,
        int promptTokens,
        int completionTokens,
        @Nullable Long latencyMs) {

    static Side of(Reply reply, @Nullable Nlu nlu, @Nullable Long latencyMs) {
        ModelUse use = reply.model();
        return new Side(
                reply.text(),
                reply.source().name().toLowerCase(Locale.ROOT),
                reply.handover(),
                nlu == null || nlu.intent() == null ? null : nlu.intent().name(),
                use == null ? null : use.name(),
                use == null ? 0 : use.promptTokens(),
                use == null ? 0 : use.completionTokens(),
                use == null ? latencyMs : Long.valueOf(use.latencyMs()));
    }
}
