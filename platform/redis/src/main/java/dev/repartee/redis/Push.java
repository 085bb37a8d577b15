package dev.repartee.redis;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.UserKey;
import dev.repartee.contract.event.ChatResult;

/**
 * What a gateway is sent for the clients that it holds. At most once, so whoever sends a result
 * sends it again until it is acknowledged.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "push")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Push.Delta.class, name = "delta"),
    @JsonSubTypes.Type(value = Push.Result.class, name = "result"),
    @JsonSubTypes.Type(value = Push.Refused.class, name = "refused")
})
public sealed interface Push {

    /** Whose clients it is for. */
    UserKey user();

    /**
     * A piece of a reply in the making. Those of a lower attempt, or after the result, are to be
     * dropped.
     *
     * @param attempt of the worker, from 1; a higher one starts the text again
     * @param sequence from 0, without gaps within an attempt
     * @param offset where the piece begins in the text, in UTF-16 units
     */
    record Delta(
            UserKey user, RequestId requestId, int attempt, int sequence, int offset, String text)
            implements Push {}

    /**
     * What became of a message. Whatever the audience, the gateway completes an HTTP waiter for the
     * request and stops counting the request as open.
     *
     * @param offset of the result in its partition; to be given back with the acknowledgement
     * @param audience where else it is to be shown
     * @param attempt of the push, from 1
     */
    record Result(UserKey user, long offset, ChatResult result, Audience audience, int attempt)
            implements Push {}

    /**
     * A duplicate that gets no result: the waiter is told the error, and the request no longer
     * counts as open.
     */
    record Refused(RequestKey key, ErrorCode code) implements Push {

        @Override
        public UserKey user() {
            return key.userKey();
        }
    }

    /** On which of the gateway's sockets a result is to be shown. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "to")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Audience.Waiter.class, name = "waiter"),
        @JsonSubTypes.Type(value = Audience.Resender.class, name = "resender"),
        @JsonSubTypes.Type(value = Audience.Device.class, name = "device")
    })
    sealed interface Audience {

        /** On none: it is for the HTTP waiter and the open count alone. */
        record Waiter() implements Audience {}

        /**
         * On the socket that sent the message again with the same id, if there is one. Only for
         * results that nothing older can still have to be shown before.
         */
        record Resender() implements Audience {}

        /**
         * On all sockets of one of the user's devices.
         *
         * <p>A socket that has shown the request already is not shown it again; when its client had
         * acknowledged it, the acknowledgement is repeated.
         *
         * @param pending whether the result had waited for the user to come back
         * @param after the offset of the result that must have been shown before on the same
         *     socket, or -1. A socket that has shown nothing at or beyond it skips this push: one
         *     before it was lost, and both come again. This keeps replies in order on a bus that
         *     may lose some.
         */
        record Device(String device, boolean pending, long after) implements Audience {}
    }
}
