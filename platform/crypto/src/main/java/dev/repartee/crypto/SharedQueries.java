package dev.repartee.crypto;

import dev.repartee.contract.UserKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * Puts what many callers ask of the keys' database at the same time into shared queries: while one
 * is on its way, the questions of the next one gather. Who is alone does not wait for others.
 *
 * <p>A query reads after the last of its questions was asked, so an answer is never older than its
 * question. Thread-safe; at most {@value #MOST} questions share a query.
 */
final class SharedQueries {
    private static final int MOST = 500;

    private final Function<Map<UserKey, Instant>, Map<UserKey, UserState>> query;

    // Both belong to the monitor.
    private List<Question> waiting = new ArrayList<>();
    private boolean running;

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
            Thread.ofVirtual().name("vault-queries").start(this::run);
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
        boolean begins = !running;
        running = true;
        return begins;
    }

    private synchronized List<Question> take() {
        if (waiting.size() <= MOST) {
            List<Question> taken = waiting;
            waiting = new ArrayList<>();
            running = !taken.isEmpty();
            return taken;
        }
        List<Question> first = waiting.subList(0, MOST);
        List<Question> taken = List.copyOf(first);
        first.clear();
        return taken;
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
