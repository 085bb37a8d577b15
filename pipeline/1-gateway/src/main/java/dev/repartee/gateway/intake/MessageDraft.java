package dev.repartee.gateway.intake;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.Mode;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.SessionId;
import dev.repartee.contract.UserId;
import dev.repartee.contract.content.Attachment;
import dev.repartee.contract.content.ModelOptions;
import dev.repartee.contract.content.Turn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message as its client wrote it, each field well-formed by itself.
 *
 * @param text as written; not yet normalised
 * @param address whose it is and where it goes
 * @param mode who answers
 * @param channel where it came from, or null for the channel of the door it came through
 * @param session the client's own grouping, or null
 * @param attachments pointers, in the client's order
 * @param prompt what the client says to the model besides the text
 */
public record MessageDraft(
        String text,
        Address address,
        Mode mode,
        @Nullable String channel,
        @Nullable SessionId session,
        List<Attachment> attachments,
        Prompt prompt) {

    public MessageDraft {
        attachments = List.copyOf(attachments);
    }

    /** The same message, of that user. */
    public MessageDraft of(UserId user) {
        return new MessageDraft(
                text,
                new Address(user, address.assistant(), address.thread(), address.requestId()),
                mode,
                channel,
                session,
                attachments,
                prompt);
    }

    /**
     * Whose a message is and where it goes.
     *
     * @param user the person, or null when the credential says it
     * @param assistant who is asked, or null for the tenant's default
     * @param thread which conversation
     * @param requestId the client's own id, or null
     */
    public record Address(
            @Nullable UserId user,
            @Nullable AssistantId assistant,
            ThreadChoice thread,
            @Nullable RequestId requestId) {}

    /**
     * What the client says to the model besides the text.
     *
     * @param context turns before it; empty when they are to be remembered
     * @param options wishes, or null
     */
    public record Prompt(List<Turn> context, @Nullable ModelOptions options) {

        /** Nothing. */
        public static final Prompt NONE = new Prompt(List.of(), null);

        public Prompt {
            context = List.copyOf(context);
        }
    }
}
