package dev.repartee.crypto;

import dev.repartee.contract.UserKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Puts what many callers ask of the keys' database at the same time into shared queries: while one
 * is on its way, the questions of the next one gather. Who is alone does not wait for others.
 *
 * <p>A query reads after the last of its questions was asked, so an answer is never older than its
 * question. Thread-safe; at most {@value #MOST} questions share a query, and a second one begins
 * beside the first when that many wait.
 *
 * <p>Queries run on platform threads: a virtual one that is woken by the database queues behind all
 * the lanes that the query before has set free, while those that wait for it keep nobody busy.
 */
final class SharedQueries {
    private static final int MOST = 500;
    private static final int AT_ONCE = 2;
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final Function<Map<UserKey, Instant>, Map<UserKey, UserState>> query;

    private final Executor runners = runners();

    // Both belong to the monitor.
    private List<Question> waiting = new ArrayList<>();
    private int running;

    private record Question(
            UserKey user, Instant acceptedAt, CompletableFuture<UserState> answer) {}

    /**
     * @param query from users, with the newest time that is asked for, to their states
     */
    SharedQueries(Function<Map<UserKey, Instant>, Map<UserKey, UserState>> query) {
        this.query = query;
    }

    /** Asks and waits; throws what the query threw. */
    UserState ask(UserKey user, Instant acceptedAt) {
        Question question = new Question(user, acceptedAt, new CompletableFuture<>());
        if (join(question)) {
            runners.execute(this::run);
        }
        try {
            return question.answer().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** How many wait for the next query. */
    synchronized int waiting() {
        return waiting.size();
    }

    /** Whether somebody has to begin to run queries. */
    private synchronized boolean join(Question question) {
        waiting.add(question);
        if (running > 0 && (waiting.size() < MOST || running == AT_ONCE)) {
            return false;
        }
        running++;
        return true;
    }

    private synchronized List<Question> take() {
        if (waiting.size() <= MOST) {
            List<Question> taken = waiting;
            waiting = new ArrayList<>();
            if (taken.isEmpty()) {
                running--;
            }
            return taken;
        }
        List<Question> first = waiting.subList(0, MOST);
        List<Question> taken = List.copyOf(first);
        first.clear();
        return taken;
    }

    /** Threads that end when nothing was asked for a while; they keep no process alive. */
    private static Executor runners() {
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(
                        AT_ONCE,
                        AT_ONCE,
                        IDLE.toSeconds(),
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        Thread.ofPlatform().daemon().name("vault-queries-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    private void run() {
        for (List<Question> taken = take(); !taken.isEmpty(); taken = take()) {
            Map<UserKey, Instant> newest = HashMap.newHashMap(taken.size());
            taken.forEach(
                    question ->
                            newest.merge(
                                    question.user(),
                                    question.acceptedAt(),
                                    (one, other) -> one.isAfter(other) ? one : other));
            try {
                Map<UserKey, UserState> states = query.apply(newest);
                taken.forEach(
                        question ->
                                question.answer()
                                        .complete(
                                                Objects.requireNonNull(
                                                        states.get(question.user()))));
            } catch (RuntimeException | Error e) {
                taken.forEach(question -> question.answer().completeExceptionally(e));
            }
        }
    }
}
