package dev.repartee.kafka.consumer;

import dev.repartee.kafka.ledger.CommitPoint;
import dev.repartee.kafka.ledger.Hand;
import dev.repartee.kafka.ledger.Held;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The lock around a {@link Hand}: the poll thread puts records on it and takes commit points from
 * it, workers take records and put back how they ended.
 *
 * <p>Thread-safe. Nothing that may block or call out runs under the lock.
 */
final class Bench {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Condition arrived = lock.newCondition();

    // Both owned by the lock.
    private final Hand hand;
    private @Nullable Predicate<Hand> awaited;

    Bench(Hand hand) {
        this.hand = hand;
    }

    /** Asks the hand, or changes it so that nobody waits for it. */
    <T> T ask(Function<Hand, T> question) {
        lock.lock();
        try {
            return question.apply(hand);
        } finally {
            lock.unlock();
        }
    }

    /** Changes the hand and wakes who waits for a change. */
    void change(Consumer<Hand> change) {
        lock.lock();
        try {
            change.accept(hand);
            changed.signalAll();
            if (awaited != null && awaited.test(hand)) {
                arrived.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until something is so, at most so long. For the poll thread alone; it is woken when it
     * is so, not for each record that changes something.
     */
    void await(Predicate<Hand> state, Duration limit) throws InterruptedException {
        lock.lock();
        try {
            awaited = state;
            long left = limit.toNanos();
            while (left > 0 && !state.test(hand)) {
                left = arrived.awaitNanos(left);
            }
        } finally {
            awaited = null;
            lock.unlock();
        }
    }

    /**
     * A worker's pause: rests the records, waits, and goes on with them.
     *
     * @return those whose partitions were not let go meanwhile
     */
    List<Held> rest(List<Held> batch, Duration pause) throws InterruptedException {
        change(owned -> batch.forEach(owned::rest));
        Thread.sleep(pause);
        return ask(owned -> batch.stream().filter(owned::resume).toList());
    }

    /**
     * Lets partitions go: begins nothing more of them, gives what runs some time, and returns what
     * to commit for them at last. Other partitions go on meanwhile.
     */
    Map<TopicPartition, CommitPoint> release(
            Collection<TopicPartition> partitions, Duration grace) {
        lock.lock();
        try {
            hand.stop(partitions);
            changed.signalAll();
            long left = grace.toNanos();
            while (left > 0 && hand.busy(partitions)) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        return ask(owned -> owned.release(partitions));
    }
}
