package dev.repartee.delivery.pending;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Turns many small questions into few large ones: whatever came in while one batch was under way is
 * the next batch. Never blocks who asks; refuses when too much waits. Works on a platform thread,
 * so that it does not queue behind the lanes that its last batch has set free.
 *
 * @param <Q> the question
 * @param <A> its answer
 */
final class Batcher<Q, A> implements AutoCloseable {

    private static final int QUEUE_BOUND = 20_000;
    private static final int BATCH_BOUND = 256;

    private record Asked<Q, A>(Q question, CompletableFuture<A> answer) {}

    private final BlockingQueue<Asked<Q, A>> queue = new ArrayBlockingQueue<>(QUEUE_BOUND);
    private final Duration gathering;
    private final Function<List<Q>, List<A>> work;
    private final Thread thread;

    /**
     * @param work answers the questions of a batch, in their order; may block
     */
    Batcher(String name, Function<List<Q>, List<A>> work) {
        this(name, Duration.ZERO, work);
    }

    /**
     * @param gathering how long the first question of a batch waits for others, unless they are
     *     there already
     */
    Batcher(String name, Duration gathering, Function<List<Q>, List<A>> work) {
        this.gathering = gathering;
        this.work = work;
        this.thread = Thread.ofPlatform().daemon().name("pending-" + name).start(this::run);
    }

    CompletableFuture<A> ask(Q question) {
        Asked<Q, A> asked = new Asked<>(question, new CompletableFuture<>());
        if (!queue.offer(asked)) {
            asked.answer()
                    .completeExceptionally(
                            new ReparteeException(
                                    ErrorCode.STORE_UNAVAILABLE, "too much waits for the store"));
        }
        return asked.answer();
    }

    private void run() {
        List<Asked<Q, A>> batch = new ArrayList<>();
        try {
            while (true) {
                batch.clear();
                batch.add(queue.take());
                if (gathering.isPositive() && queue.size() < BATCH_BOUND - 1) {
                    Thread.sleep(gathering);
                }
                queue.drainTo(batch, BATCH_BOUND - 1);
                answer(batch);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A question that can't be answered spoils only itself. */
    private void answer(List<Asked<Q, A>> batch) {
        try {
            List<A> answers = work.apply(batch.stream().map(Asked::question).toList());
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).answer().complete(answers.get(i));
            }
        } catch (RuntimeException e) {
            if (batch.size() == 1 || away(e)) {
                batch.forEach(asked -> asked.answer().completeExceptionally(e));
            } else {
                batch.forEach(asked -> answer(List.of(asked)));
            }
        }
    }

    private static boolean away(RuntimeException e) {
        return e instanceof ReparteeException known && known.code() == ErrorCode.STORE_UNAVAILABLE;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
