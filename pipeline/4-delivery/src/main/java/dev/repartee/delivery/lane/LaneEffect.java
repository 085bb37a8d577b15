package dev.repartee.delivery.lane;

import dev.repartee.contract.GatewayId;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.event.DeliveryStatus;
import dev.repartee.delivery.pending.DeviceCursor;
import dev.repartee.delivery.pending.Outgoing;
import dev.repartee.redis.Push;
import java.util.List;

/** What a user's lane wants done, in this order. */
public sealed interface LaneEffect {

    /** Send to a gateway; may be lost. */
    record Send(GatewayId gateway, Push push) implements LaneEffect {}

    /**
     * Ask Redis where the user is; it answers with {@link LaneEvent.PresenceSeen}, or {@link
     * LaneEvent.PresenceUnknown}.
     *
     * @param asked to be given back
     */
    record LookUpPresence(long asked) implements LaneEffect {}

    /** The record at this offset is finished. */
    record Finish(long offset) implements LaneEffect {}

    /** Tell the log how far a reply came. */
    record Report(DeliveryStatus status) implements LaneEffect {}

    /** Ask history for the result of a message. */
    record FindResult(RequestKey key) implements LaneEffect {}

    /** Ask the store for something; it answers with an event, or {@link LaneEvent.StoreFailed}. */
    sealed interface AskStore extends LaneEffect {}

    /** Ask for the user's devices and whether anything waits. */
    record Load() implements AskStore {}

    /** Read waiting replies. */
    record LoadPage(int generation, long after, int limit) implements AskStore {}

    /** Let replies wait. */
    record Store(List<Outgoing> replies) implements AskStore {}

    /** Remember how far devices are, and forget what all have. */
    record Save(List<DeviceCursor> devices, long trimThrough) implements AskStore {}

    /** Forget a reply that was read over HTTP. */
    record Clear(RequestId requestId) implements AskStore {}
}
