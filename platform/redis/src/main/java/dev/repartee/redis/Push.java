package dev.repartee.redis;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.UserKey;
import dev.repartee.contract.event.ChatResult;
import java.util.List;

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
     * What became of a message.
     *
     * <p>Whatever the devices, the gateway completes an HTTP waiter for the request and stops
     * counting the request as open.
     *
     * @param offset of the result in its partition; to be given back with the acknowledgement
     * @param result the result
     * @param devices on whose sockets of this user it is to be shown; none when it is only for the
     *     HTTP waiter and the open count
     * @param pending whether it had waited for the user to come back
     * @param attempt of the push, from 1; a socket that has shown the request already is not shown
     *     it again, but the acknowledgement is repeated when the client gave one
     */
    record Result(
            UserKey user,
            long offset,
            ChatResult result,
            List<String> devices,
            boolean pending,
            int attempt)
            implements Push {

        public Result {
            devices = devices == null ? List.of() : List.copyOf(devices);
        }
    }

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
}
