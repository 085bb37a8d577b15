package dev.repartee.delivery.pending;

import dev.repartee.contract.ConversationId;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.UserKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Where replies wait for their user. Asking is asynchronous and never blocks; a future fails when
 * the store is gone or has too much to do, and then nothing was done.
 */
public interface PendingStore {

    /**
     * What is known of a user.
     *
     * @param devices seen within the last days, at most the bound
     * @param pending whether replies wait
     */
    record Known(List<DeviceCursor> devices, boolean pending) {}

    /**
     * Some waiting replies.
     *
     * @param replies by ascending offset
     * @param more whether others wait behind them
     */
    record Page(List<Outgoing> replies, boolean more) {}

    /** What became of a reply that was to be stored. */
    enum Outcome {
        /** It waits now, or did already. */
        STORED,
        /** Another result of the same request waits; the first one wins. */
        DUPLICATE,
        /** The user was erased after the message was accepted: nothing of it may be kept. */
        ERASED
    }

    /**
     * A waiting reply without its text.
     *
     * @param acceptedAt when the message was accepted
     */
    record Row(RequestKey key, ConversationId conversation, Instant acceptedAt, long offset) {}

    /**
     * What storing did.
     *
     * @param outcomes of each reply, by offset
     * @param dropped the user's oldest ones, which had to make room
     */
    record Stored(Map<Long, Outcome> outcomes, List<Row> dropped) {}

    /** Asks for what is known of a user. */
    CompletableFuture<Known> load(UserKey user);

    /** Reads waiting replies beyond an offset. */
    CompletableFuture<Page> page(UserKey user, long after, int limit);

    /** Stores replies of a user, all or none; safe to repeat. */
    CompletableFuture<Stored> store(UserKey user, List<Outgoing> replies);

    /**
     * Remembers how far devices have read, and forgets the replies that all have.
     *
     * @param trimThrough up to which offset replies are forgotten; -1 for none
     */
    CompletableFuture<Void> save(UserKey user, List<DeviceCursor> devices, long trimThrough);

    /** Forgets a reply that was read over HTTP; empty when it did not wait. */
    CompletableFuture<Optional<Row>> clear(UserKey user, RequestId requestId);

    /**
     * Users with waiting replies, in the order of their keys. Blocks.
     *
     * @param beyond the last one of the round before, or empty to begin again
     */
    List<UserKey> waiting(Optional<UserKey> beyond, int limit);

    /** Forgets replies that waited for longer, and devices not seen for longer. Blocks. */
    List<Row> dropOlderThan(Duration age);
}
