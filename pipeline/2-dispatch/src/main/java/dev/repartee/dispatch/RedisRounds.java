package dev.repartee.dispatch;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.redis.RedisRound;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Puts what concurrently running lanes ask of Redis into shared round trips: while one round is on
 * its way, the questions of the next one gather. A lane that is alone does not wait for others.
 *
 * <p>The rounds run on a platform thread: a virtual one would queue behind the lanes that the round
 * before has set free.
 */
final class RedisRounds implements AutoCloseable {

    private final Supplier<RedisRound> rounds;
    private final int most;
    private final DispatchMetrics metrics;
    private final BlockingQueue<Question<?>> waiting;
    private final Thread carrier;

    /** Written by {@link #close()}, read by lanes. */
    private volatile boolean closed;

    private record Question<T>(
            Function<RedisRound, Supplier<T>> commands, CompletableFuture<Supplier<T>> answer) {

        Runnable addTo(RedisRound round) {
            Supplier<T> reading = commands.apply(round);
            return () -> answer.complete(reading);
        }
    }

    /**
     * @param rounds a new round each time
     * @param most questions of one round
     */
    RedisRounds(Supplier<RedisRound> rounds, int most, DispatchMetrics metrics) {
        this.rounds = rounds;
        this.most = most;
        this.metrics = metrics;
        this.waiting = new ArrayBlockingQueue<>(4 * most);
        this.carrier = Thread.ofPlatform().daemon().name("dispatch-redis").start(this::carry);
    }

    /**
     * Asks in the next round and waits for it; at most about two command timeouts.
     *
     * @param commands adds commands to the round and returns how their answers are read; they are
     *     read by the caller's thread, once the round has run
     */
    <T> T ask(Function<RedisRound, Supplier<T>> commands) throws InterruptedException {
        Question<T> question = new Question<>(commands, new CompletableFuture<>());
        waiting.put(question);
        if (closed) {
            refuseWaiting();
        }
        try {
            return question.answer().get().get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(e.getCause());
        }
    }

    private void carry() {
        List<Question<?>> taken = new ArrayList<>(most);
        try {
            while (!closed) {
                taken.add(waiting.take());
                waiting.drainTo(taken, most - 1);
                runRound(taken);
                taken.clear();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closed = true;
            refuseWaiting();
        }
    }

    private void runRound(List<Question<?>> taken) {
        try {
            RedisRound round = rounds.get();
            List<Runnable> readings =
                    taken.stream().map(question -> question.addTo(round)).toList();
            round.run();
            readings.forEach(Runnable::run);
            metrics.round(taken.size());
        } catch (RuntimeException e) {
            taken.forEach(question -> question.answer().completeExceptionally(e));
        }
    }

    private void refuseWaiting() {
        List<Question<?>> refused = new ArrayList<>();
        waiting.drainTo(refused);
        ReparteeException stopped =
                new ReparteeException(ErrorCode.GOING_AWAY, "dispatch is stopping");
        refused.forEach(question -> question.answer().completeExceptionally(stopped));
    }

    @Override
    public void close() {
        closed = true;
        carrier.interrupt();
    }
}
