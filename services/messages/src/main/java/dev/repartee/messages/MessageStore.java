package dev.repartee.messages;

import dev.repartee.contract.ConversationKey;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.UserKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The history of all messages: one row per request (promise P3).
 *
 * <p>Every implementation passes {@code MessageStoreContract}. When the store can not be reached,
 * methods throw {@link dev.repartee.contract.ReparteeException} with {@code STORE_UNAVAILABLE}.
 */
public interface MessageStore {

    /**
     * Stores what became known, all of it or nothing. The changes may come in any order, more than
     * once and from several processes: the row that comes out is the same. Of several results the
     * one that is first in the log stays, except that one which supersedes takes the place of the
     * parked state, once. (Only the first sight of two results must be in the order of the log,
     * which reading a partition in order gives.)
     *
     * <p>What was accepted before its user was erased is stored without text.
     *
     * @return what was written, for metrics
     * @throws UnstorableException when some change can never be stored; halve the batch to find it
     */
    Written write(List<? extends MessageChange> changes);

    /** The message, wherever it is in its way; when its id came again long after, the newest. */
    Optional<StoredMessage> find(RequestKey key);

    /**
     * The terminal result of a message, as it was published, to be shown again.
     *
     * @return empty when there is none yet, or when the user was erased since
     */
    Optional<StoredResult> storedResult(RequestKey key);

    /** A page of a conversation in the order in which the log accepted its messages. */
    ConversationPage conversation(ConversationKey conversation, PageRequest page);

    /** The last messages of a conversation that the assistant replied to, oldest first. */
    List<StoredMessage> lastTurns(ConversationKey conversation, int limit);

    /**
     * Empties all that is stored of the user's text, and what was derived from it, up to the user's
     * tombstone in the vault, which must be there first. Safe to repeat.
     *
     * @return rows emptied
     */
    int erase(UserKey user);

    /**
     * Repeats {@link #erase} for everybody erased since then: mends an erasure that was cut short,
     * and empties what a restored back-up brought back.
     *
     * @return rows emptied
     */
    int repeatErasures(Instant since);

    /** Prepares what the coming weeks need, so that no write has to wait for it. */
    void prepare();

    /**
     * What one batch did.
     *
     * @param rows rows inserted or updated
     * @param erased those of them stored without text because their user was erased
     */
    record Written(int rows, int erased) {}
}
