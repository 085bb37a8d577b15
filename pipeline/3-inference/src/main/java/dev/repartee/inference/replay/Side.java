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
 * @param cost in the deployment's currency, as it was counted then or would be now; null for a
 *     model without a price
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
        @Nullable Long latencyMs,
        @Nullable Double cost) {

    private static final double NANOS = 1e9;

    /** Nothing was made of it. */
    static final Side NOTHING = new Side("", "none", false, null, null, 0, 0, null, 0.0);

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
                use == null ? latencyMs : Long.valueOf(use.latencyMs()),
                cost(use));
    }

    private static @Nullable Double cost(@Nullable ModelUse use) {
        if (use == null || use.totalTokens() == 0) {
            return 0.0;
        }
        Long nanos = use.costNanos();
        return nanos == null ? null : nanos / NANOS;
    }
}
