package dev.repartee.contract.event;

import dev.repartee.contract.ConversationId;
import dev.repartee.contract.Coordinates;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.EventHeaders;
import dev.repartee.contract.Mode;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.UserKey;
import dev.repartee.contract.content.Nlu;
import dev.repartee.contract.content.Reply;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a message. The first terminal result of a request in the log wins; every reader
 * must treat later ones as not there, except that a result with {@code supersedes} takes the place
 * of a {@link Parked} one, once.
 */
public sealed interface ChatResult extends Event {

    /** The message. */
    RequestKey key();

    /** Its conversation. */
    ConversationId conversation();

    /** Who answers. */
    Mode mode();

    /** Where the request lies in the log. */
    Coordinates origin();

    /** The gateway that waits, or null. */
    @Nullable ReplyTo replyTo();

    @Override
    default UserKey userKey() {
        return key().userKey();
    }

    /** The assistant answered. */
    record Replied(
            Envelope envelope,
            Coordinates origin,
            Reply reply,
            @Nullable Nlu nlu,
            Timeline timeline,
            boolean supersedes)
            implements OfEnvelope {
        @Override
        public EventHeaders headers() {
            return envelope.headers(EventType.REPLIED);
        }
    }

    /**
     * The message was analysed and nothing is sent to the user.
     *
     * @param text the message's text in {@code observe} mode, whose history has only this phase;
     *     else null
     * @param textHash its fingerprint, or null as the text
     * @param language BCP 47 tag of the message
     * @param nlu null when the analyser failed; the message can be analysed again later
     * @param suggestion a reply for the person in the inbox ({@code assist} mode), or null
     */
    record Analysed(
            Envelope envelope,
            Coordinates origin,
            @Nullable String text,
            @Nullable String textHash,
            String language,
            @Nullable Nlu nlu,
            @Nullable Reply suggestion,
            Timeline timeline,
            boolean supersedes)
            implements OfEnvelope {
        @Override
        public EventHeaders headers() {
            return envelope.headers(EventType.ANALYSED);
        }
    }

    /**
     * A stage gave the message up; it waits in the dead letters.
     *
     * @param group the consumer group that parked it
     * @param cause why
     * @param detail what an operator should know; no message text
     */
    record Parked(
            RequestKey key,
            ConversationId conversation,
            Mode mode,
            Coordinates origin,
            @Nullable ReplyTo replyTo,
            String group,
            ErrorCode cause,
            String detail,
            Instant at)
            implements ChatResult {
        @Override
        public EventHeaders headers() {
            return Envelope.headers(EventType.PARKED, key, conversation, mode);
        }
    }

    /**
     * Nobody answers the message any more; the user is told why.
     *
     * @param erased whether its user was erased after it was accepted, so that nothing of it may be
     *     used; else its deadline passed
     */
    record Expired(
            RequestKey key,
            ConversationId conversation,
            Mode mode,
            Coordinates origin,
            @Nullable ReplyTo replyTo,
            Instant at,
            boolean erased)
            implements ChatResult {

        /** A message whose deadline passed. */
        public Expired(
                RequestKey key,
                ConversationId conversation,
                Mode mode,
                Coordinates origin,
                @Nullable ReplyTo replyTo,
                Instant at) {
            this(key, conversation, mode, origin, replyTo, at, false);
        }

        /** What its user is told. */
        public ErrorCode code() {
            return erased ? ErrorCode.USER_ERASED : ErrorCode.REQUEST_EXPIRED;
        }

        @Override
        public EventHeaders headers() {
            return Envelope.headers(EventType.EXPIRED, key, conversation, mode);
        }
    }

    /**
     * The same id came again: whoever waits for it gets the stored reply, or the coming one. Not a
     * terminal state.
     *
     * @param envelope the duplicate's, with the gateway that waits now
     * @param origin where the first one lies
     * @param sameText false when the id was used for another text, which is answered with {@link
     *     ErrorCode#ID_REUSED}
     */
    record Resend(Envelope envelope, Coordinates origin, boolean sameText) implements OfEnvelope {
        @Override
        public EventHeaders headers() {
            return envelope.headers(EventType.RESEND);
        }
    }

    /** A result that still has the whole envelope of its request. */
    sealed interface OfEnvelope extends ChatResult permits Replied, Analysed, Resend {

        /** What stays the same about the message. */
        Envelope envelope();

        @Override
        default RequestKey key() {
            return envelope().key();
        }

        @Override
        default ConversationId conversation() {
            return envelope().conversation();
        }

        @Override
        default Mode mode() {
            return envelope().mode();
        }

        @Override
        default @Nullable ReplyTo replyTo() {
            return envelope().replyTo();
        }
    }
}
