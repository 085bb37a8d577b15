package dev.repartee.inference.reply;

import dev.repartee.contract.content.Reply;

/**
 * A reply and how far it may be used again.
 *
 * @param reply what to say
 * @param reach for whom it is true
 */
public record MadeReply(Reply reply, Reach reach) {

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
