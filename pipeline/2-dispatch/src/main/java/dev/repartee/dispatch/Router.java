package dev.repartee.dispatch;

import dev.repartee.assistants.PoolAssignment;
import dev.repartee.contract.Coordinates;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.event.Envelope;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Picks the topic that carries a message to the workers of its assistant.
 *
 * <p>A conversation moves to its assistant's new pool when its last work in the old one is
 * finished, so that no worker of the new pool can overtake one of the old.
 */
final class Router {

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final UnaryOperator<String> topicOfPool;
    private final FastPath flights;
    private final WorkProgress progress;
    private final Duration longestWork;
    private final Clock clock;

    /**
     * @param topicOfPool names the topic of a pool and sees to it that it is there
     * @param longestWork how long work can stay unfinished: the deadline
     */
    Router(
            UnaryOperator<String> topicOfPool,
            FastPath flights,
            WorkProgress progress,
            Duration longestWork,
            Clock clock) {
        this.topicOfPool = topicOfPool;
        this.flights = flights;
        this.progress = progress;
        this.longestWork = longestWork;
        this.clock = clock;
    }

    /** For a message that keeps no order with others. */
    String topic(PoolAssignment pool) {
        return topicOfPool.apply(pool.pool());
    }

    /**
     * For a message that has its place in a conversation. Waits, in its lane, while an assistant
     * moved lately and it is not known whether the conversation still has work in another pool.
     *
     * @throws ReparteeException with {@link ErrorCode#REQUEST_EXPIRED} when the deadline came first
     */
    String topic(PoolAssignment pool, Envelope envelope, int partition, Instant deadline)
            throws InterruptedException {
        String home = topic(pool);
        Optional<Coordinates> last = flights.last(envelope.conversationKey(), partition);
        if (last.isPresent()) {
            return moves(last.get(), home) ? home : last.get().topic();
        }
        while (movedLately(pool) && !flights.clearOutside(home, partition)) {
            if (clock.instant().isAfter(deadline)) {
                throw new ReparteeException(
                        ErrorCode.REQUEST_EXPIRED, "the assistant's old pool did not finish");
            }
            Thread.sleep(PAUSE);
        }
        return home;
    }

    private boolean moves(Coordinates last, String home) {
        return last.topic().equals(home) || progress.finished(last);
    }

    private boolean movedLately(PoolAssignment pool) {
        Instant changed = pool.changedAt();
        return changed != null && changed.plus(longestWork).isAfter(clock.instant());
    }
}
