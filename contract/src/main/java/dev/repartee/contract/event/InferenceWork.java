package dev.repartee.contract.event;

import dev.repartee.contract.Coordinates;
import dev.repartee.contract.EventHeaders;
import dev.repartee.contract.UserKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way to an inference worker.
 *
 * @param request the message
 * @param origin where the request lies in the log; a replay keeps the first one
 * @param dispatchedAt the dispatcher's clock
 * @param deadline when it expires: the broker's append time of the request plus the deadline of the
 *     deployment
 * @param supersedes whether this is a replay, whose result may supersede a parked one
 * @param prepared a reply that dispatch already has and that only waits for its turn, or null
 */
public record InferenceWork(
        ChatRequest request,
        Coordinates origin,
        Instant dispatchedAt,
        Instant deadline,
        boolean supersedes,
        @Nullable PreparedReply prepared)
        implements Event {

    @Override
    public UserKey userKey() {
        return request.userKey();
    }

    @Override
    public EventHeaders headers() {
        return request.envelope().headers(EventType.WORK);
    }
}
