package dev.repartee.messages;

import dev.repartee.contract.Coordinates;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.event.ChatRequest;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.contract.event.ConversationNote;
import dev.repartee.contract.event.DeliveryStatus;

/** Something that became known about a message. */
public sealed interface MessageChange {

    /** The message. */
    RequestKey key();

    /**
     * The message itself: the first phase of {@code reply} and {@code assist}.
     *
     * @param origin where it first lay in the log
     */
    record Received(ChatRequest request, Coordinates origin) implements MessageChange {
        @Override
        public RequestKey key() {
            return request.envelope().key();
        }
    }

    /**
     * A terminal result: the second phase, or the only one of {@code observe}.
     *
     * @param result not a {@link ChatResult.Resend}, which is refused
     * @param offset where it lies in its partition of the results: the lowest one wins
     */
    record Finished(ChatResult result, long offset) implements MessageChange {

        /**
         * @throws IllegalArgumentException for a resend
         */
        public Finished {
            if (result instanceof ChatResult.Resend) {
                throw new IllegalArgumentException("a resend is no terminal result");
            }
        }

        @Override
        public RequestKey key() {
            return result.key();
        }
    }

    /** A reply was made without a model. */
    record Noted(ConversationNote note) implements MessageChange {
        @Override
        public RequestKey key() {
            return note.key();
        }
    }

    /** The reply came nearer to its user. */
    record Forwarded(DeliveryStatus status) implements MessageChange {
        @Override
        public RequestKey key() {
            return status.key();
        }
    }
}
