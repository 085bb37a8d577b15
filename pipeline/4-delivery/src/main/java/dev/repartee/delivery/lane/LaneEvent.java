package dev.repartee.delivery.lane;

import dev.repartee.contract.GatewayId;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.delivery.pending.Outgoing;
import dev.repartee.delivery.pending.PendingStore;
import dev.repartee.redis.Presence;
import java.util.List;
import java.util.Optional;

/** What can happen to a user's lane. */
public sealed interface LaneEvent {

    /**
     * A terminal result was read from the log.
     *
     * @param hurried memory is short: store it soon when nobody is there
     * @param doubtful the message is older than what this process remembers of its partition, so an
     *     earlier result of it may have been shown by another
     */
    record Arrived(Outgoing reply, boolean hurried, boolean doubtful) implements LaneEvent {}

    /**
     * A message came again; somebody waits for its result.
     *
     * @param offset where that was read from the log: results before it were read before
     */
    record Resent(ChatResult.Resend resend, long offset) implements LaneEvent {}

    /** A socket opened, or asserts itself. */
    record Connected(Presence.Connection connection) implements LaneEvent {}

    /** A socket closed. */
    record Disconnected(GatewayId gateway, String connectionId) implements LaneEvent {}

    /** Redis answered a {@link LaneEffect.LookUpPresence}. */
    record PresenceSeen(long asked, List<Presence.Connection> connections) implements LaneEvent {}

    /** Redis did not answer in time, or is gone. */
    record PresenceUnknown() implements LaneEvent {}

    /** A client has a result. */
    record Acknowledged(String device, RequestId requestId, long offset) implements LaneEvent {}

    /** The store answered a {@link LaneEffect.Load}. */
    record Loaded(PendingStore.Known known) implements LaneEvent {}

    /** The store answered a {@link LaneEffect.LoadPage}. */
    record PageLoaded(int generation, PendingStore.Page page) implements LaneEvent {}

    /** The store answered a {@link LaneEffect.Store}. */
    record Stored(PendingStore.Stored stored) implements LaneEvent {}

    /** The store answered a {@link LaneEffect.Save}. */
    record Saved() implements LaneEvent {}

    /** The store answered a {@link LaneEffect.Clear}. */
    record Cleared(RequestId requestId, Optional<PendingStore.Row> row) implements LaneEvent {}

    /** The store did not do what it was asked. */
    record StoreFailed() implements LaneEvent {}

    /** History answered a {@link LaneEffect.FindResult}; empty when it has none or is gone. */
    record ResultFound(RequestId requestId, Optional<Outgoing> result) implements LaneEvent {}

    /** The sweep saw replies of this user waiting. */
    record Swept() implements LaneEvent {}

    /** Gateways can be reached again: what was pushed for a while reached nobody. */
    record Reachable() implements LaneEvent {}

    /** Time passed. */
    record Tick() implements LaneEvent {}
}
