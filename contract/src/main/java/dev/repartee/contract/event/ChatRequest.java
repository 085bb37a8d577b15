package dev.repartee.contract.event;

import dev.repartee.contract.EventHeaders;
import dev.repartee.contract.UserKey;
import dev.repartee.contract.content.Attachment;
import dev.repartee.contract.content.ModelOptions;
import dev.repartee.contract.content.TextHash;
import dev.repartee.contract.content.Turn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message that was accepted: normalised, redacted by the tenant's policy, and from now on never
 * dropped without a trace.
 *
 * @param envelope what stays the same about it
 * @param text its text after normalisation
 * @param textHash {@link TextHash} of the text; tells a retry from another text under the same id
 * @param language BCP 47 tag, {@code und} when unsure
 * @param attachments pointers, in the client's order
 * @param context turns that the client itself sent along (the OpenAI interface); when empty, the
 *     context is remembered
 * @param options the client's wishes for the model, or null
 */
public record ChatRequest(
        Envelope envelope,
        String text,
        String textHash,
        String language,
        List<Attachment> attachments,
        List<Turn> context,
        @Nullable ModelOptions options)
        implements Event {

    public ChatRequest {
        attachments = attachments == null ? List.of() : List.copyOf(attachments);
        context = context == null ? List.of() : List.copyOf(context);
    }

    @Override
    public UserKey userKey() {
        return envelope.userKey();
    }

    @Override
    public EventHeaders headers() {
        return envelope.headers(EventType.REQUEST);
    }
}
