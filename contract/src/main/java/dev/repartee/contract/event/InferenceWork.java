package dev.repartee.contract.event;

import dev.repartee.contract.Coordinates;
import dev.repartee.contract.EventHeaders;
import dev.repartee.contract.UserKey;
import dev.repartee.contract.content.PreparedReply;
import java.time.Instant;
import java.util.Map;
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
 * @param repeated whether dispatch met the request before and may have sent this already, so that
 *     the result may be there
 * @param prepared a reply that dispatch already has and that only waits for its turn, or null
 * @param profile what the tenant told about the user (a name, a plan), or null; a reply made with
 *     it is for this user only
 */
public record InferenceWork(
        ChatRequest request,
        Coordinates origin,
        Instant dispatchedAt,
        Instant deadline,
        boolean supersedes,
        boolean repeated,
        @Nullable PreparedReply prepared,
        @Nullable Map<String, String> profile)
        implements Event {

    public InferenceWork {
        profile = profile == null || profile.isEmpty() ? null : Map.copyOf(profile);
    }

    /** Work that is sent for the first time, for a user of whom nothing is known. */
    public InferenceWork(
            ChatRequest request,
            Coordinates origin,
            Instant dispatchedAt,
            Instant deadline,
            boolean supersedes,
            @Nullable PreparedReply prepared) {
        this(request, origin, dispatchedAt, deadline, supersedes, false, prepared, null);
    }

    @Override
    public UserKey userKey() {
        return request.userKey();
    }

    @Override
    public EventHeaders headers() {
        return request.envelope().headers(EventType.WORK);
    }
}
