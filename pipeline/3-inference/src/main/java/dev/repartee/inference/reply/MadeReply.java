package dev.repartee.inference.reply;

import dev.repartee.assistants.served.PublishedAssistant;
import dev.repartee.contract.content.Reply;
import org.jspecify.annotations.Nullable;

/**
 * A reply and how far it may be used again.
 *
 * @param reply what to say
 * @param reach for whom it is true
 * @param by the assistant as it was when the reply was made, or null when there was none: a change
 *     in between must not make an old reply the new assistant's
 */
public record MadeReply(Reply reply, Reach reach, @Nullable PublishedAssistant by) {

    /** The same, not to be given again. */
    MadeReply forThisTurn() {
        return new MadeReply(reply, Reach.TURN, by);
    }

    /** For whom a reply is true. */
    public enum Reach {
        /** Made from the question alone: for everyone. */
        EVERYONE,
        /** Made with what is known of the user. */
        USER,
        /** Made with what was said before, or no answer at all. */
        TURN
    }
}
